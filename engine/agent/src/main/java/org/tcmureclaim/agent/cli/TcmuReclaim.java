package org.tcmureclaim.agent.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;

import java.util.List;
import java.util.concurrent.Callable;
import org.tcmureclaim.agent.loop.LoopFailure;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.host.AnotherAgentException;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.manual.ExitCodeHelp;
import org.tcmureclaim.manual.WrongUsage;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.UnwritableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command line as a whole: its sub-commands, its errors and its exit codes. */
@Command(
    name = "tcmu-reclaim",
    description =
        "Gives memory that idle TCMU data areas hold back to a storage host that runs short.",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim agent --host simulated   try it: no storage host, nothing changed",
      "  tcmu-reclaim help shrink              what a command does, with examples",
      "  tcmu-reclaim doctor                   is this host ready for an agent?",
      "  tcmu-reclaim status                   what is short, who holds it, what was done?",
      "",
      "Jars in /etc/tcmu-reclaim/policies.d, or in the folder that --policies-dir DIR names, add"
          + " policies."
    })
public final class TcmuReclaim implements Callable<Integer> {
  static final int HELP_WIDTH = 96;

  /** Their class path is another one, so that this help cannot ask them. */
  private static final String WORKSTATION =
      """

      Commands for a workstation:
        replay               Replays traces under policies, and compares them with the optimum.
        diff                 Says where two policies part over a trace, and what it costs.
        test                 Checks assertions about policies over traces.
        trace                Looks at traces, and makes traces of traces.
        bench                Prints how good each policy is, and what a tick of it costs.
        bench-replay         Prints how fast traces are replayed.
        bench-api            Prints what viewers and requests cost an agent and its ticks.
      """;

  private final Surroundings around;

  TcmuReclaim(Surroundings around) {
    this.around = around;
  }

  /**
   * The command line.
   *
   * @param commands those that this program runs itself, each a command of picocli
   */
  public static CommandLine with(Surroundings around, List<?> commands) {
    CommandLine all = new CommandLine(new TcmuReclaim(around));
    commands.forEach(all::addSubcommand);
    ExitCodeHelp.complete(all);
    all.getHelpSectionMap()
        .put(SECTION_KEY_FOOTER_HEADING, help -> WORKSTATION + help.footerHeading());
    return all.setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(HELP_WIDTH)
        .setExecutionExceptionHandler((e, line, result) -> explain(e, around, verbose(line)))
        .setParameterExceptionHandler((e, args) -> explain(e, around));
  }

  private static boolean verbose(CommandLine line) {
    return line.getCommand() instanceof AgentCommand agent && agent.verbose();
  }

  @Override
  public Integer call() {
    around.err().println("tcmu-reclaim: no command given\nTry 'tcmu-reclaim --help'.");
    return ExitCode.USAGE.code();
  }

  private static int explain(Exception e, Surroundings around, boolean verbose) {
    if (e instanceof ConfigurationException) {
      around.err().println(e.getMessage());
      return (e instanceof UsageException ? ExitCode.USAGE : ExitCode.CONFIGURATION).code();
    }
    if (e instanceof RecordingException || e instanceof UnwritableException) {
      around.err().println("tcmu-reclaim: " + e.getMessage());
      return (e instanceof UnwritableException ? ExitCode.CANNOT_WRITE : ExitCode.BAD_DATA).code();
    }
    if (e instanceof RefusedException refused) {
      around.err().println("tcmu-reclaim: the agent refuses: " + e.getMessage());
      return refused.exitCode().code();
    }
    if (e instanceof HostException host) {
      around.err().println("tcmu-reclaim: " + host.problem());
      return host instanceof AnotherAgentException
          ? ExitCode.ANOTHER_AGENT.code()
          : ExitCode.HOST_NOT_READY.code();
    }
    if (e instanceof LoopFailure) {
      around.err().println("tcmu-reclaim: " + e.getMessage() + " (--verbose: where)");
      if (verbose) {
        e.printStackTrace(around.err());
      }
      return ExitCode.START_AGAIN.code();
    }
    around.err().println("tcmu-reclaim: unexpected: " + e + (verbose ? "" : " (--verbose: where)"));
    if (verbose) {
      e.printStackTrace(around.err());
    }
    return ExitCode.UNEXPECTED.code();
  }

  private static int explain(ParameterException e, Surroundings around) {
    around.err().println(new WrongUsage(NearMiss::of, workstationCommands()).text(e));
    return ExitCode.USAGE.code();
  }

  private static List<String> workstationCommands() {
    return WORKSTATION
        .lines()
        .filter(line -> line.startsWith("  "))
        .map(line -> line.strip().split(" ", 2)[0])
        .toList();
  }

  /** The version of the jar. */
  public static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = TcmuReclaim.class.getPackage().getImplementationVersion();
      return new String[] {"tcmu-reclaim " + (version == null ? "(not packaged)" : version)};
    }
  }
}
