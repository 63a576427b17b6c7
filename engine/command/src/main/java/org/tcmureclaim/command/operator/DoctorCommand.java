package org.tcmureclaim.command.operator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.assembly.LinuxHosts;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.config.UnitPaths;
import org.tcmureclaim.command.doctor.Finding;
import org.tcmureclaim.command.doctor.HostCheck;
import org.tcmureclaim.command.doctor.UnitFolders;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.linux.LinuxSettings;
import org.tcmureclaim.linux.TruncatorWish;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim doctor}: whether this host is ready for an agent. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description =
        "Says whether this host is ready for an agent, and what to do where it is not. Goes through"
            + " the agent's own opening and changes nothing; run it as the user that the agent"
            + " runs as. Says of agent and server whether they run, too.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:An agent can run here.",
      "2:The command line cannot be used.",
      "69:The host lacks something."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo tcmu-reclaim doctor",
      "  sudo tcmu-reclaim doctor --json | jq '.[] | select(.level == \"fail\")'",
    })
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings around;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration of the agent. Default: /etc/tcmu-reclaim/agent.yaml where it is there.")
  private @Nullable Path config;

  @Option(names = "--json", description = "JSON, an array of findings.")
  private boolean json;

  DoctorCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    LinuxSettings settings = LinuxSettings.defaults();
    TruncatorWish wish = TruncatorWish.AUTO;
    Path file = Surroundings.configurationFile(config);
    if (config != null || Files.exists(file)) {
      try {
        LoadedConfig loaded = LoadedConfig.load(file);
        settings = LinuxHosts.settings(loaded.config());
        wish = LinuxHosts.wish(loaded.config());
        findings.add(Finding.ok("settings", file + " is good"));
      } catch (ConfigurationException e) {
        findings.add(
            Finding.fail(
                "settings",
                String.valueOf(e.getMessage()),
                "mend it; the rest is judged by the default settings"));
      }
    } else {
      findings.add(Finding.ok("settings", "the default ones; " + file + " is not there"));
    }
    findings.addAll(new HostCheck(settings, wish).findings());
    findings.addAll(
        new ProcessFindings(
                RunFiles.ofHost(), around.usualSocket(HostKind.LINUX), WorkerClock.OF_MACHINE)
            .all());
    for (UnitPaths unit : UnitPaths.values()) {
      UnitFolders.finding(UnitPaths.CONFIGURATION, unit, unit.dropIns()).ifPresent(findings::add);
    }
    boolean unused = new Output(around).print(json ? json(findings) : text(findings));
    boolean ready = findings.stream().noneMatch(f -> f.level() == Finding.Level.FAIL);
    return (ready ? ExitCode.FINE : ExitCode.HOST_NOT_READY).code();
  }

  private static String json(List<Finding> findings) {
    JsonArray all = new JsonArray();
    for (Finding finding : findings) {
      all.add(
          new JsonObject()
              .put("level", finding.level().name().toLowerCase(Locale.ROOT))
              .put("subject", finding.subject())
              .put("found", finding.found())
              .put("fix", finding.fix()));
    }
    return all.encode() + "\n";
  }

  private String text(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(
          String.format(
              "%s %-12s %s%n",
              level(finding), finding.subject(), PrintableText.oneLine(finding.found())));
      if (!finding.fix().isEmpty()) {
        text.append(
            String.format("     %-12s fix: %s%n", "", PrintableText.oneLine(finding.fix())));
      }
    }
    return text.toString();
  }

  private String level(Finding finding) {
    String word = String.format("%-4s", finding.level());
    if (!around.terminal() || !around.coloured()) {
      return word;
    }
    return switch (finding.level()) {
      case OK -> "\033[32m" + word + "\033[0m";
      case WARN -> "\033[33m" + word + "\033[0m";
      case FAIL -> "\033[1;31m" + word + "\033[0m";
    };
  }
}
