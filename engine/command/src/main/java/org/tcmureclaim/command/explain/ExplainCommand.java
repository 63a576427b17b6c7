package org.tcmureclaim.command.explain;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.HostOption;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.LedgerConfig;
import org.tcmureclaim.agent.journal.DecisionEntry;
import org.tcmureclaim.agent.journal.DeviceReason;
import org.tcmureclaim.agent.journal.Explanation;
import org.tcmureclaim.agent.journal.JournalReader;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.command.time.PointInTime;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.RecordingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tcmu-reclaim explain}: why a device was cut, or was not. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Says of a decision whether a device was cut, by which rule, with the numbers, and what it"
          + " would have taken for the other answer. Reads what the agent wrote down; the agent"
          + " need not run.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It was found.",
      "2:The command line cannot be used.",
      "65:There is no such decision, or nothing was written down.",
      "78:The configuration cannot be used."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim explain gold-01                     the newest decision",
      "  tcmu-reclaim explain user_0/gold-01 --at 03:12   the last one at 03:12 or before",
      "  tcmu-reclaim explain acme-007 --demo             of the demonstration ('make run')",
      "  tcmu-reclaim explain acme-007 --demo --config my/agent.yaml   of an agent with it",
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "DEVICE", description = "HBA/NAME, or only its name.")
  private String device = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "The last decision at this time or before: 03:12, 2026-05-01T03:12, or 90s after the"
              + " agent's start.")
  private @Nullable String at;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The agent's configuration, which says where it writes decisions down.")
  private @Nullable Path config;

  @Mixin private HostOption hostOption = new HostOption();
  private HostKind host = HostKind.LINUX;

  @Option(
      names = "--ledger",
      paramLabel = "DIRECTORY",
      description = "Where decisions were written down, instead of --config.")
  private @Nullable Path ledger;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  public ExplainCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    host = hostOption.kind();
    Path folder = folder();
    Predicate<DecisionEntry> inTime = inTime();
    DecisionEntry newest = find(folder, inTime);
    PrintStream out = around.text();
    tell(newest, out);
    if (newest.number() == 0 && !json) {
      tellOfTheLastCuts(folder, inTime, out);
    }
    out.flush();
    return ExitCode.FINE.code();
  }

  private void tell(DecisionEntry entry, PrintStream out) {
    DeviceReason reason = entry.reasonOf(device).orElseThrow();
    out.print(
        json
            ? ExplainJson.of(entry, reason).encode() + "\n"
            : Explanation.of(entry, reason, ZoneId.systemDefault()));
  }

  /** After a demand that nobody could meet, what was decided when somebody last could. */
  private void tellOfTheLastCuts(Path folder, Predicate<DecisionEntry> inTime, PrintStream out) {
    try {
      DecisionEntry last = find(folder, inTime.and(entry -> entry.number() > 0));
      out.println();
      tell(last, out);
    } catch (RecordingException e) {
      out.println("no decision before it cut anything");
    }
  }

  private DecisionEntry find(Path folder, Predicate<DecisionEntry> wanted) {
    JournalReader reader = new JournalReader(folder);
    try {
      if (reader.isEmpty()) {
        throw new RecordingException("no decisions in " + folder + "; did an agent run with it?");
      }
      Optional<DecisionEntry> found =
          reader.newest(entry -> wanted.test(entry) && entry.reasonOf(device).isPresent());
      if (found.isEmpty()) {
        throw new RecordingException(notFound(folder) + nearName(reader.newest(entry -> true)));
      }
      return found.get();
    } catch (IOException e) {
      throw new RecordingException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private String notFound(Path folder) {
    String when = at == null ? "" : " at " + at + " or before";
    return "no decision about '" + device + "'" + when + " in " + folder;
  }

  /** The device of the newest decision whose name is nearly the same. */
  private String nearName(Optional<DecisionEntry> newest) {
    Set<String> known = new LinkedHashSet<>();
    newest.map(DecisionEntry::devices).orElse(List.of()).stream()
        .map(DeviceReason::device)
        .forEach(path -> known.add(device.contains("/") ? path : name(path)));
    return known.contains(device) ? "" : NearMiss.hint(device, known);
  }

  private static String name(String path) {
    return path.substring(path.indexOf('/') + 1);
  }

  private Predicate<DecisionEntry> inTime() {
    if (at == null) {
      return entry -> true;
    }
    try {
      return PointInTime.notAfter(at, WallClock.OF_MACHINE.epochMillis(), ZoneId.systemDefault());
    } catch (ConfigurationException e) {
      throw refused("--at: " + e.getMessage());
    }
  }

  private Path folder() {
    if (ledger != null) {
      return ledger;
    }
    Path file = config;
    if (file == null && host == HostKind.SIMULATED) {
      file = around.demo().orElseThrow(() -> refused("--config FILE is missing"));
    }
    Optional<Path> folder =
        file == null ? Optional.empty() : AgentConfig.load(file).ledger().folder();
    if (folder.isEmpty() && host == HostKind.SIMULATED) {
      throw new RecordingException(
          file + " has no ledger.directory; a simulated host writes no decisions down without it");
    }
    return folder.orElse(LedgerConfig.DEFAULT_FOLDER);
  }

  private ParameterException refused(String problem) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
  }
}
