package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.host.text.HarmlessPrintStream;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.manual.ExitCodeHelp;
import org.tcmureclaim.manual.WrongUsage;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.replay.text.TraceException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The commands of {@code bin/tcmu-reclaim} that run on a workstation and touch no host. */
@Command(
    name = "tcmu-reclaim",
    description = "Replays memory-pressure traces under reclaim policies.",
    mixinStandardHelpOptions = true,
    versionProvider = Workstation.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Workstation implements Callable<Integer> {
  private final PrintStream err;

  private Workstation(PrintStream err) {
    this.err = err;
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  public static int execute(PrintStream out, PrintStream err, String... args) {
    try {
      return commandLine(out, err).execute(args);
    } catch (LinkageError e) {
      err.println(
          "tcmu-reclaim: a native library cannot be loaded: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "; build or install tcmu-reclaim again, as it belongs beside the jars");
      return ExitCode.NOT_INSTALLED.code();
    }
  }

  /** All commands of a workstation. What they print of others is made harmless for a terminal. */
  public static CommandLine commandLine(PrintStream plainOut, PrintStream plainErr) {
    PrintStream out = HarmlessPrintStream.of(plainOut);
    PrintStream err = HarmlessPrintStream.of(plainErr);
    CommandLine all =
        new CommandLine(new Workstation(err))
            .addSubcommand(new ReplayCommand(out, err))
            .addSubcommand(new DiffCommand(out, err))
            .addSubcommand(new TestCommand(out, err))
            .addSubcommand(new BenchCommand(out, err))
            .addSubcommand(new BenchReplayCommand(out, err))
            .addSubcommand(new BenchApiCommand(out, err))
            .addSubcommand(TraceCommand.commandLine(out, err))
            .setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8))
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(96)
            .setExecutionExceptionHandler((e, line, result) -> explain(e, err))
            .setParameterExceptionHandler((e, unused) -> explain(e, err));
    tellVersion(all);
    ExitCodeHelp.complete(all);
    return all;
  }

  private static void tellVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Workstation::tellVersion);
  }

  @Override
  public Integer call() {
    err.println("tcmu-reclaim: no command given\nTry 'tcmu-reclaim replay --help'.");
    return ExitCode.USAGE.code();
  }

  private static int explain(Exception e, PrintStream err) {
    ExitCode code = code(e);
    boolean defect = code == ExitCode.UNEXPECTED;
    err.println("tcmu-reclaim: " + (defect ? "unexpected: " + e : e.getMessage()));
    return code.code();
  }

  private static ExitCode code(Exception e) {
    if (e instanceof UsageException) {
      return ExitCode.USAGE;
    }
    if (e instanceof ConfigurationException) {
      return ExitCode.CONFIGURATION;
    }
    if (e instanceof UnwritableException) {
      return ExitCode.CANNOT_WRITE;
    }
    return e instanceof TraceException || e instanceof RecordingException
        ? ExitCode.BAD_DATA
        : ExitCode.UNEXPECTED;
  }

  private static int explain(ParameterException e, PrintStream err) {
    err.println(new WrongUsage(NearMiss::of, List.of()).text(e));
    return ExitCode.USAGE.code();
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Workstation.class.getPackage().getImplementationVersion();
      return new String[] {"tcmu-reclaim " + (version == null ? "(not packaged)" : version)};
    }
  }
}
