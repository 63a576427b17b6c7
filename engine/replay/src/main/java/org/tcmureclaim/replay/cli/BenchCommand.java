package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.bench.PolicySummary;
import org.tcmureclaim.replay.bench.QualityTables;
import org.tcmureclaim.replay.bench.TextTable;
import org.tcmureclaim.replay.bench.TickCost;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.trace.Traces;
import org.tcmureclaim.replay.workload.Workload;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim bench}: quality and cost of all policies; {@code make bench-policies}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints how well each policy does on the built-in workloads, and what a tick of it costs.")
final class BenchCommand implements Callable<Integer> {
  private static final List<String> BUDGETS = List.of("20%", "35%", "50%", "70%");
  private static final List<String> SERVICE_TIMES =
      List.of("fixed:200us", "fixed:5ms", "fixed:20ms");

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Seeds of each built-in workload. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--traces",
      paramLabel = "DIR",
      description = "Replay the traces in this directory as well; other files are passed over.")
  private @Nullable Path traceDirectory;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      split = ",",
      description = "Only these policies.")
  private List<String> wanted = List.of();

  @Option(names = "--markdown", description = "Print Markdown.")
  private boolean markdown;

  @Option(names = "--no-cost", description = "Leave out the cost of a tick.")
  private boolean withoutCost;

  @Option(names = "--cost-only", description = "The cost of a tick, and nothing else.")
  private boolean costOnly;

  BenchCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    ReplayMatrix matrix =
        new ReplayMatrix(
            new PolicyRun(RungBoundaries.of(1 << 18), false),
            Runtime.getRuntime().availableProcessors());
    List<String> names = wanted.isEmpty() ? matrix.policies().names() : wanted;
    if (!costOnly) {
      PolicySummary summary = new PolicySummary();
      quality(matrix, names, summary).tables().forEach(this::print);
      print(summary.table());
    }
    if (!withoutCost) {
      TickCost cost = new TickCost();
      for (String name : names) {
        err.println("cost of a tick: " + name);
        cost.measure(name, () -> matrix.policies().create(name));
      }
      print(cost.table());
    }
    return ExitCode.FINE.code();
  }

  private void print(TextTable table) {
    out.println(markdown ? table.markdown() : table.plain());
  }

  private QualityTables quality(ReplayMatrix matrix, List<String> names, PolicySummary summary)
      throws IOException {
    List<Budget> budgets = BUDGETS.stream().map(Budget::new).toList();
    Traces reader = new Traces(options());
    QualityTables tables = new QualityTables(BUDGETS);
    for (Workload workload : Workload.values()) {
      for (int seed = 1; seed <= seeds; seed++) {
        String name = "builtin:" + workload.label() + ":" + seed;
        err.println(name);
        for (Trace trace : reader.read(name)) {
          String title = workload.label() + " (" + seeds + " seeds)";
          List<PolicyFigures> figures = matrix.replay(trace, budgets, names);
          tables.add(title, figures);
          summary.add(figures);
        }
      }
    }
    for (Path file : files()) {
      err.println(file);
      for (Trace trace : readable(reader, file)) {
        String title = file.getFileName() + " (service time: " + trace.serviceTime() + ")";
        List<PolicyFigures> figures = matrix.replay(trace, budgets, names);
        tables.add(title, figures);
        summary.add(figures);
      }
    }
    return tables;
  }

  private List<Trace> readable(Traces reader, Path file) {
    try {
      return reader.read(file.toString());
    } catch (TraceException e) {
      err.println("passed over: " + e.getMessage());
      return List.of();
    }
  }

  private List<Path> files() throws IOException {
    if (traceDirectory == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(traceDirectory)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
  }

  private TraceOptions options() {
    return new TraceOptions(
        "",
        0,
        1_000_000_000L,
        TargetSettings.KERNEL_DEFAULTS,
        SERVICE_TIMES,
        err::println,
        Progress.SILENT);
  }
}
