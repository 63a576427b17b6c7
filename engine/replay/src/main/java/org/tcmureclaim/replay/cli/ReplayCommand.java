package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.replay.recorded.Agreement;
import org.tcmureclaim.replay.recorded.RecordedRun;
import org.tcmureclaim.replay.report.ReplayReport;
import org.tcmureclaim.replay.result.FiguresTable;
import org.tcmureclaim.replay.result.JsonReport;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.Policies;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.trace.Traces;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tcmu-reclaim replay}: what policies would have done with recorded traces. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Workstation.Version.class,
    sortOptions = false,
    description = {
      "Replays traces under policies at fixed budgets (open loop), or under the memory pressure of"
          + " their host (closed loop), and compares each with the clairvoyant optimum: the fewest"
          + " pages that anybody could have allocated again.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything was replayed.",
      "2:The command line cannot be used.",
      "65:A trace cannot be used; the message names file and line.",
      "66:With --as-recorded: a plan differs, and no missing tick excuses it.",
      "70:A defect, such as a policy that beats the optimum.",
      "73:The report cannot be written.",
      "78:A configuration cannot be used."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim replay builtin:mixed:7                  a made-up load, all policies",
      "  tcmu-reclaim replay t.csv.zst --policy lru,predictive --budget 35%%,1GiB",
      "  tcmu-reclaim replay recording --config agent.yaml    a whole configuration, customers and all",
      "  tcmu-reclaim replay recording --as-recorded          are the plans the recorded ones?",
      "  tcmu-reclaim replay t.csv.zst --report out           and out/report.html",
    })
final class ReplayCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      paramLabel = "TRACE",
      arity = "1..*",
      description = {
        "Files of commands or of ticks, packed or not, known by their beginning; tar and zip"
            + " archives of them,"
            + " an agent's recording (a directory), or"
            + " builtin:NAME[:SEED] with steady, bursty, recurring, nightly, gone-quiet or mixed."
      })
  private List<String> traces = List.of();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      completionCandidates = PolicyNames.class,
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
              + " trace: whatever the recorded host leaves, by the watermarks and the controller of"
              + " --config or of an empty configuration. Default: ${DEFAULT-VALUE}.")
  private List<String> budgets = List.of();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Mixin private TogetherOption together = new TogetherOption();

  @Mixin private PressureOptions pressure = new PressureOptions();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to replay on; one for each processor is the default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--as-recorded",
      description =
          "Hand an agent's recording to the decider with the settings that it holds, and compare"
              + " every plan with the recorded one.")
  private boolean asRecorded;

  @Option(
      names = "--by-class",
      description =
          "Let the agent's classes of lru and ladder decide, not what makes the same cuts faster.")
  private boolean byClass;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Write DIR/report.html too: tables and charts on one page that needs no network. Ctrl-C"
              + " leaves a page of what is finished.")
  private @Nullable Path reportDirectory;

  @Spec private @Nullable CommandSpec spec;

  ReplayCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (asRecorded) {
      if (reportDirectory != null) {
        throw new UsageException("--as-recorded has no report; leave --report out");
      }
      return compareWithRecorded().code();
    }
    ReadingOptions.check("--threads", threads, 1);
    RungBoundaries boundaries = RungBoundaries.of(reading.areaPages());
    PolicyRun run = byClass ? PolicyRun.byClass(boundaries) : new PolicyRun(boundaries);
    List<String> policyNames = wanted(run);
    List<Budget> amounts = budgets.stream().map(Budget::new).toList();
    List<Budget> fixed = amounts.stream().filter(budget -> !budget.isTrace()).toList();
    boolean closed = fixed.size() < amounts.size();
    if (!closed) {
      pressure.refuseWithoutLoop();
    }
    Optional<Path> file = Optional.ofNullable(config).map(Path::of);
    TraceOptions options = reading.traceOptions(err);
    ReplayMatrix matrix = new ReplayMatrix(run, threads, Optional.of(pressure.rules(file)));
    TracedCustomers customers = TracedCustomers.of(file);
    List<PolicyFigures> figures = new ArrayList<>();
    try (ReportFile report = report()) {
      MatrixListener outcome = outcome(report);
      for (List<String> names : together.groups(traces)) {
        if (!fixed.isEmpty()) {
          for (Trace trace : new Traces(options, reading.cache()).read(names)) {
            figures.addAll(matrix.replay(customers.named(trace), fixed, policyNames, outcome));
          }
        }
        if (closed) {
          List<Budget> ofTrace = List.of(new Budget(Budget.TRACE));
          for (Trace trace : pressure.traces(options).read(names)) {
            figures.addAll(matrix.replay(customers.named(trace), ofTrace, policyNames, outcome));
          }
        }
      }
      if (report != null) {
        report.complete();
      }
    }
    out.print(json ? JsonReport.of(figures) : FiguresTable.of(figures));
    out.flush();
    return ExitCode.FINE.code();
  }

  private ExitCode compareWithRecorded() {
    boolean wrong = false;
    for (String name : traces) {
      List<Path> folders = Recordings.in(Path.of(name));
      if (folders.isEmpty()) {
        throw new TraceException(name + ": no recording; --as-recorded needs an agent's");
      }
      for (Path folder : folders) {
        Agreement agreement = RecordedRun.of(folder, new Policies().factories());
        out.print(AgreementText.of(folder.toString(), agreement));
        wrong |= agreement.isWrong();
      }
    }
    out.flush();
    return wrong ? ExitCode.NOT_AS_EXPECTED : ExitCode.FINE;
  }

  private @Nullable ReportFile report() {
    if (reportDirectory == null) {
      return null;
    }
    String version = String.join("", new Workstation.Version().getVersion());
    ReplayReport report = new ReplayReport(version, commandLine(), traces.size());
    return ReportFile.in(reportDirectory, report, err);
  }

  private MatrixListener outcome(@Nullable ReportFile report) {
    boolean shown = ReadingOptions.isProgressShown();
    CellProgress progress = new CellProgress(err, StopwatchClock::nanos, shown);
    return new ReplayOutcome(progress, report == null ? null : report.report());
  }

  private String commandLine() {
    return spec == null
        ? ""
        : "tcmu-reclaim "
            + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
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
