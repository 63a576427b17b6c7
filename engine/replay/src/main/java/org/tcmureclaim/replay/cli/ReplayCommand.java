package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.result.FiguresTable;
import org.tcmureclaim.replay.result.JsonReport;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.Traces;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim replay}: what policies would have done with recorded traces. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Workstation.Version.class,
    sortOptions = false,
    description = {
      "Replays traces under policies at fixed budgets (open loop), and compares each with the"
          + " clairvoyant optimum: the fewest pages that anybody could have allocated again.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything was replayed.",
      "1:Something unexpected, such as a policy that beats the optimum.",
      "2:The command line cannot be used.",
      "3:A trace cannot be used; the message names file and line."
    })
final class ReplayCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      paramLabel = "TRACE",
      arity = "1..*",
      description = {
        "Files (plain, .gz, .zst or .xz) of commands or of ticks, known by their header, or"
            + " builtin:NAME[:SEED] with steady, bursty, recurring, nightly, gone-quiet or mixed."
      })
  private List<String> traces = List.of();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      split = ",",
      description = "Policies, separated by commas; all is the default.")
  private List<String> policies = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "A configuration of the agent: its customers, their policies and limits, and its guard"
            + " decide. Beside the policies that --policy names, or alone. config:FILE among the"
            + " policies is the same."
      })
  private @Nullable String config;

  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      split = ",",
      defaultValue = "20%,35%,50%,70%",
      description =
          "What all devices together may hold: sizes, or shares of the sum of their high-waters."
              + " Default: ${DEFAULT-VALUE}.")
  private List<String> budgets = List.of();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to replay on; one for each processor is the default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--exact-lru",
      description = "Replay lru by an exact list instead of the agent's class: much faster.")
  private boolean exactLru;

  ReplayCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    ReadingOptions.check("--threads", threads, 1);
    RungBoundaries boundaries = RungBoundaries.of(reading.areaPages());
    PolicyRun run = new PolicyRun(boundaries, exactLru);
    ReplayMatrix matrix = new ReplayMatrix(run, threads);
    List<String> names = wanted(run);
    List<Budget> amounts = budgets.stream().map(Budget::new).toList();
    Traces reader = new Traces(reading.traceOptions(err));
    List<PolicyFigures> figures = new ArrayList<>();
    for (String name : traces) {
      for (Trace trace : reader.read(name)) {
        figures.addAll(matrix.replay(trace, amounts, names));
      }
    }
    out.print(json ? JsonReport.of(figures) : FiguresTable.of(figures));
    out.flush();
    return ExitCode.FINE.code();
  }

  private List<String> wanted(PolicyRun run) {
    List<String> names = new ArrayList<>();
    if (policies.equals(List.of("all")) || (policies.isEmpty() && config == null)) {
      names.addAll(run.policies().names());
    } else {
      names.addAll(policies);
    }
    if (config != null) {
      names.add(PolicyRun.CONFIGURATION + config);
    }
    names.forEach(run::check);
    return names;
  }
}
