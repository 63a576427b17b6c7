package org.tcmureclaim.command.check;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.SizeConverter;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.config.DropIn;
import org.tcmureclaim.agent.config.HeapCheck;
import org.tcmureclaim.agent.config.HeapLimit;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.config.MachineMemory;
import org.tcmureclaim.agent.config.Overlaps;
import org.tcmureclaim.agent.config.ResolvedDevice;
import org.tcmureclaim.agent.config.UnitPaths;
import org.tcmureclaim.command.schema.ConfigSchema;
import org.tcmureclaim.command.schema.KeyTable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.configuration.rules.MemoryConfig;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tcmu-reclaim check}: says what is wrong with configurations, without an agent. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Checks configurations without running anything, each with the drop-ins of its customers."
          + " Tells every problem with file, line and key. What can be used but never has any"
          + " effect is a problem too; the agent itself only warns of it.",
      "",
      "Without FILE: /etc/tcmu-reclaim/agent.yaml, or configs/agent.yaml of the repository that it"
          + " is run from.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every file can be used.",
      "2:The command line cannot be used.",
      "78:At least one file cannot be used."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim check /etc/tcmu-reclaim/agent.yaml",
      "  tcmu-reclaim check /etc/tcmu-reclaim/agent.yaml --memory 64GiB   do its watermarks fit?",
      "  tcmu-reclaim check configs/demo.yaml --device user_0/acme-007   which settings count for it?",
      "  tcmu-reclaim check --as drop-in 50-acme.yaml   is it good as a file of customers.d?",
      "  tcmu-reclaim check --installed-as /etc/tcmu-reclaim/agent.yaml %%s   for Ansible's validate"
    })
public final class CheckCommand implements Callable<Integer> {
  private static final String AGENT = "agent";
  private static final String DROP_IN = "drop-in";

  private final Surroundings around;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Configurations to check.")
  private List<Path> files = List.of();

  @Option(
      names = "--device",
      paramLabel = "HBA/NAME",
      description =
          "Show every setting that counts for this device, and the file and line it is from.")
  private @Nullable String device;

  @Option(
      names = "--dev-config",
      paramLabel = "TEXT",
      description = "What the device's handler is told, such as rbd/pool-7/image.")
  private String devConfig = "";

  @Option(names = "--wwn", paramLabel = "TEXT", description = "The device's unit serial number.")
  private String wwn = "";

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = {
        "What the files are: agent (the default), or drop-in: a file of customers.d, checked by"
            + " itself."
      })
  private String kind = AGENT;

  @Option(
      names = "--installed-as",
      paramLabel = "PATH",
      description = {
        "Where the file is going to be, where it is checked before it is put there: relative paths"
            + " in it, such as customers_dir, begin there."
      })
  private @Nullable Path installedAs;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {
        "Also check watermarks and sizes on a host with this much memory (MemTotal), such as 64GiB:"
            + " sizes and shares may contradict each other there, and a size above it is never"
            + " reached."
      })
  private @Nullable Long memoryBytes;

  @Option(
      names = "--luns",
      paramLabel = "NUMBER",
      description = {
        "Whether the agent has the heap for a host with so many LUNs. Default: 256, or one for each"
            + " customer if those are more."
      })
  private @Nullable Integer luns;

  @Option(names = "--json", description = "One JSON object for each file.")
  private boolean json;

  @Option(
      names = "--schema",
      paramLabel = "KIND",
      arity = "0..1",
      fallbackValue = "agent",
      description = {
        "Print the JSON Schema of configurations instead: agent (the default), or customers for"
            + " drop-ins. reference prints a table of all keys."
      })
  private @Nullable String schema;

  @Spec private @Nullable CommandSpec spec;

  public CheckCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (schema != null) {
      return printSchema(schema);
    }
    if (!kind.equals(AGENT) && !kind.equals(DROP_IN)) {
      throw refused(
          "--as: expected agent or drop-in, got '"
              + kind
              + "'"
              + NearMiss.hint(kind, List.of(AGENT, DROP_IN)));
    }
    boolean installed = files.isEmpty() && kind.equals(AGENT);
    if (installed) {
      files = around.configuration().map(List::of).orElse(List.of());
    }
    if (files.isEmpty()) {
      throw refused("name at least one FILE");
    }
    if (installedAs != null && files.size() > 1) {
      throw refused("--installed-as: is the place of one FILE; name one");
    }
    if (device != null && !device.matches("[^/]+/.+")) {
      throw refused("--device: expected HBA/NAME such as user_0/gold-01, got '" + device + "'");
    }
    if (luns != null && luns < 1) {
      throw refused("--luns: expected 1 or more, got " + luns);
    }
    boolean allGood = true;
    for (Path file : files) {
      allGood &= kind.equals(AGENT) ? check(file, installed) : checkDropIn(file);
    }
    return (allGood ? ExitCode.FINE : ExitCode.CONFIGURATION).code();
  }

  private int printSchema(String kind) {
    PrintStream out = around.text();
    out.print(
        switch (kind) {
          case "agent" -> ConfigSchema.ofAgent(KnownPolicies.byName()).encodePrettily() + "\n";
          case "customers" ->
              ConfigSchema.ofCustomers(KnownPolicies.byName()).encodePrettily() + "\n";
          case "reference" -> KeyTable.markdown(KnownPolicies.byName());
          default ->
              throw refused(
                  "--schema: expected agent, customers or reference, got '"
                      + kind
                      + "'"
                      + NearMiss.hint(kind, List.of("agent", "customers", "reference")));
        });
    out.flush();
    return ExitCode.FINE.code();
  }

  private boolean check(Path file, boolean installed) {
    LoadedConfig loaded;
    try {
      loaded = LoadedConfig.loadFor(installedAs == null ? file : installedAs, file);
      if (memoryBytes != null) {
        MemoryConfig.Watermarks unused = loaded.config().memory().of(memoryBytes);
      }
    } catch (ConfigurationException e) {
      refuse(file, e.problems());
      return false;
    }
    List<String> withoutEffect = new ArrayList<>(loaded.withoutEffect());
    List<String> notes = new ArrayList<>(loaded.readings().notes());
    if (memoryBytes != null) {
      withoutEffect.addAll(loaded.withoutEffectOn(memoryBytes));
    } else {
      OptionalLong here = MachineMemory.bytes();
      if (here.isPresent()) {
        // This may be another machine than the host, unless it is the installed file.
        (installed ? withoutEffect : notes).addAll(loaded.withoutEffectOn(here.getAsLong()));
      }
    }
    HeapCheck heap =
        HeapCheck.of(loaded, luns, HeapChoice.ofProcess().givenBytes(), heapLimit(installed));
    withoutEffect.addAll(heap.problems());
    if (!withoutEffect.isEmpty()) {
      refuse(file, withoutEffect);
      return false;
    }
    notes.addAll(heap.notes());
    notes.addAll(Overlaps.in(loaded.config().customers()));
    if (installed) {
      for (UnitPaths unit : UnitPaths.values()) {
        unit.missing(loaded.config(), unit.dropIns()).ifPresent(notes::add);
      }
      loaded.config().api().ordersProblem(file).ifPresent(notes::add);
    }
    ResolvedDevice resolved =
        device == null
            ? null
            : ResolvedDevice.of(loaded, new DeviceIdentity(device, devConfig, wwn));
    accept(file, notes, resolved);
    return true;
  }

  private boolean checkDropIn(Path file) {
    try {
      DropIn dropIn = DropIn.load(file);
      List<String> withoutEffect = new ArrayList<>(dropIn.withoutEffect());
      if (memoryBytes != null) {
        withoutEffect.addAll(dropIn.withoutEffectOn(memoryBytes));
      }
      if (withoutEffect.isEmpty()) {
        accept(file, dropIn.readings().notes(), null);
        return true;
      }
      refuse(file, withoutEffect);
    } catch (ConfigurationException e) {
      refuse(file, e.problems());
    }
    return false;
  }

  private void accept(Path file, List<String> notes, @Nullable ResolvedDevice resolved) {
    PrintStream out = around.text();
    if (json) {
      out.println(CheckJson.good(file, notes, resolved).encode());
    } else {
      out.println(file + ": good");
      KnownPolicies.jars().forEach(jar -> out.println("policies of " + jar));
      notes.forEach(note -> out.println("note: " + note));
      if (resolved != null) {
        out.print(ResolvedDeviceText.of(resolved));
      }
    }
    out.flush();
  }

  /** Of this machine where it surely is the host. */
  private HeapLimit heapLimit(boolean installed) {
    if (memoryBytes != null) {
      return HeapLimit.of(memoryBytes);
    }
    return installed ? HeapLimit.ofMachine() : HeapLimit.NONE;
  }

  private void refuse(Path file, List<String> problems) {
    if (!json) {
      problems.forEach(around.err()::println);
      return;
    }
    PrintStream out = around.text();
    out.println(CheckJson.bad(file, problems).encode());
    out.flush();
  }

  private ParameterException refused(String problem) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
  }
}
