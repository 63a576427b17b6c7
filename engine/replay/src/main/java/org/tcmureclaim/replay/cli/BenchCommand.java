package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.replay.bench.PolicySummary;
import org.tcmureclaim.replay.bench.QualityTables;
import org.tcmureclaim.replay.bench.RunLines;
import org.tcmureclaim.replay.bench.TextTable;
import org.tcmureclaim.replay.bench.TickCost;
import org.tcmureclaim.replay.bench.Verdicts;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim bench}: quality and cost of all policies; {@code make bench-policies}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints how well each policy does on the built-in workloads, and what a tick of it costs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim bench                       quality and cost, some minutes",
      "  tcmu-reclaim bench --cost-only --policy ladder --markdown",
    })
final class BenchCommand implements Callable<Integer> {
  private static final List<String> BUDGETS = List.of("20%", "35%", "50%", "70%");
  private static final List<String> SERVICE_TIMES =
      List.of("fixed:200us", "fixed:5ms", "fixed:20ms");

  private static final int LEAST_TICKS = 60;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Seeds of each built-in workload. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--first-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first of them. Default: ${DEFAULT-VALUE}.")
  private long firstSeed;

  @Option(
      names = "--traces",
      paramLabel = "DIR",
      description = "Replay the traces in this directory as well; other files are passed over.")
  private @Nullable Path traceDirectory;

  @Mixin private TogetherOption together = new TogetherOption();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      completionCandidates = PolicyNames.class,
      split = ",",
      description = "Only these policies.")
  private List<String> wanted = List.of();

  @Option(names = "--markdown", description = "Print Markdown.")
  private boolean markdown;

  @Option(names = "--no-cost", description = "Leave out the cost of a tick.")
  private boolean withoutCost;

  @Option(
      names = "--cost-only",
      description =
          "The cost of a tick, and nothing else. Name one --policy for what it costs in an agent of"
              + " its own: where several share a JVM, it can compile each of them less well.")
  private boolean costOnly;

  @Option(
      names = "--runs",
      paramLabel = "FILE",
      description =
          "Write one line for each run to this file, as CSV; engine/replay/plot-policies draws it.")
  private @Nullable Path runsFile;

  BenchCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    ReplayMatrix matrix =
        new ReplayMatrix(
            new PolicyRun(RungBoundaries.of(1 << 18)), Runtime.getRuntime().availableProcessors());
    List<String> names = wanted.isEmpty() ? matrix.policies().names() : wanted;
    if (!costOnly) {
      quality(matrix, names);
    }
    if (!withoutCost) {
      TickCost cost = new TickCost();
      for (String name : names) {
        err.println("cost of a tick: " + name);
        cost.measure(name, () -> matrix.policies().create(name));
      }
      print(markdown ? cost.summary() : cost.table());
    }
    return ExitCode.FINE.code();
  }

  private void print(TextTable table) {
    out.println(markdown ? table.markdown() : table.plain());
  }

  private void quality(ReplayMatrix matrix, List<String> names) throws IOException {
    List<Budget> budgets = BUDGETS.stream().map(Budget::new).toList();
    Traces reader = new Traces(options());
    QualityTables tables = new QualityTables(BUDGETS);
    PolicySummary summary = new PolicySummary();
    RunLines lines = new RunLines();
    List<Source> sources = sources();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      err.printf("%s (%d of %d)%n", source.name(), i + 1, sources.size());
      for (Trace trace : readable(reader, source)) {
        String title = source.title(trace);
        List<PolicyFigures> figures = matrix.replay(trace, budgets, names);
        tables.add(title, figures);
        summary.add(title, figures);
        lines.add(title, figures);
      }
    }
    tables.tables().forEach(this::print);
    print(summary.table());
    print(new Verdicts(summary.cells()).table());
    if (runsFile != null) {
      WholeFile.write(runsFile, lines.text());
    }
  }

  private List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
        String name = "builtin:" + workload.label() + ":" + seed;
        sources.add(new Source(List.of(name), workload.label()));
      }
    }
    sources.addAll(together.isGiven() ? folders() : singleFiles());
    return sources;
  }

  private List<Source> singleFiles() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (List<String> run : together.groups(files().stream().map(Path::toString).toList())) {
      sources.add(new Source(run, String.valueOf(Path.of(run.get(0)).getFileName())));
    }
    return sources;
  }

  /** The traces of each folder as one; what is none there is passed over. */
  private List<Source> folders() throws IOException {
    Map<Path, List<String>> folders = new LinkedHashMap<>();
    for (Path file : files()) {
      if (Traces.hasCommands(file)) {
        Path folder = Objects.requireNonNull(file.getParent());
        folders.computeIfAbsent(folder, unused -> new ArrayList<>()).add(file.toString());
      } else {
        err.println("passed over: " + file + ": no trace of commands");
      }
    }
    List<Source> sources = new ArrayList<>();
    folders.forEach(
        (folder, names) -> sources.add(new Source(names, String.valueOf(folder.getFileName()))));
    return sources;
  }

  private List<Trace> readable(Traces reader, Source source) {
    try {
      List<Trace> traces = new ArrayList<>();
      for (Trace trace : reader.read(source.names())) {
        if (trace.ticks().ticks() >= LEAST_TICKS) {
          traces.add(trace);
        } else {
          err.printf(
              "passed over: %s: lasts %d s; nothing can be learned in less than %d%n",
              source.name(), trace.ticks().ticks(), LEAST_TICKS);
        }
      }
      return traces;
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

  /** What to read, and under which title; seeds of one workload share theirs. */
  private record Source(List<String> names, String label) {
    String name() {
      return names.get(0) + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
    }

    String title(Trace trace) {
      return trace.serviceTime().equals("none") ? label : label + ", " + trace.serviceTime();
    }
  }
}
