package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tcmu-reclaim trace}: looks at traces, and makes traces of traces. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    versionProvider = Workstation.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    description = "Looks at traces before anybody runs a policy, and makes traces of traces.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace info recording",
      "  tcmu-reclaim help trace cut",
    })
final class TraceCommand implements Callable<Integer> {
  private final PrintStream err;

  private TraceCommand(PrintStream err) {
    this.err = err;
  }

  /** With all of its sub-commands: each is a class of its own and a line here. */
  static CommandLine commandLine(PrintStream out, PrintStream err) {
    return new CommandLine(new TraceCommand(err))
        .addSubcommand(new TraceInfoCommand(out))
        .addSubcommand(new TraceCatCommand(out, err))
        .addSubcommand(new TraceCutCommand(err))
        .addSubcommand(new TraceMergeCommand(err))
        .addSubcommand(new TraceSampleCommand(err))
        .addSubcommand(new TraceAnonymiseCommand(err))
        .addSubcommand(new TraceImportCommand(out, err))
        .addSubcommand(new TraceExportCommand(out, err));
  }

  @Override
  public Integer call() {
    err.println("tcmu-reclaim trace: no command given\nTry 'tcmu-reclaim trace --help'.");
    return ExitCode.USAGE.code();
  }
}
