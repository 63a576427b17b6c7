package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.replay.difference.PolicyDifference;
import org.tcmureclaim.replay.result.DifferenceJson;
import org.tcmureclaim.replay.result.DifferenceText;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.LoopRules;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.Traces;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim diff}: two policies over the same trace, and where they part. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    versionProvider = Workstation.Version.class,
    sortOptions = false,
    description = {
      "Replays a trace under two policies: where they disagreed first, on which devices, and what"
          + " it cost each device. With --budget trace the loop is closed, and also what it cost the"
          + " host.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Both were replayed, whether they differ or not.",
      "2:The command line cannot be used.",
      "65:A trace cannot be used; the message names file and line.",
      "78:A configuration cannot be used."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim diff builtin:mixed:7 --policy lru,predictive --budget 35%%",
      "  tcmu-reclaim diff t.csv.zst --policy config:old.yaml,config:new.yaml",
      "  tcmu-reclaim diff recording --policy lru,predictive --budget trace",
    })
final class DiffCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = "As for tcmu-reclaim replay.")
  private List<String> traces = List.of();

  @Option(
      names = "--policy",
      paramLabel = "A,B",
      completionCandidates = PolicyNames.class,
      split = ",",
      required = true,
      description = "The two: names of policies, or config:FILE for a configuration of the agent.")
  private List<String> policies = List.of();

  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      split = ",",
      defaultValue = "35%",
      description = "As for tcmu-reclaim replay. Default: ${DEFAULT-VALUE}.")
  private List<String> budgets = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "For --budget trace: a configuration whose watermarks, controller and PSI triggers turn"
              + " the host's memory into demand. An empty one is the default; config:FILE goes by its"
              + " own.")
  private @Nullable Path config;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Mixin private TogetherOption together = new TogetherOption();

  @Mixin private PressureOptions pressure = new PressureOptions();

  @Option(names = "--json", description = "Print JSON, with every device.")
  private boolean json;

  DiffCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (policies.size() != 2) {
      throw new UsageException(
          "--policy needs two, such as lru,predictive; got " + String.join(",", policies));
    }
    PolicyRun run = new PolicyRun(RungBoundaries.of(reading.areaPages()));
    policies.forEach(run::check);
    List<Budget> amounts = budgets.stream().map(Budget::new).toList();
    List<Budget> fixed = amounts.stream().filter(budget -> !budget.isTrace()).toList();
    boolean closed = fixed.size() < amounts.size();
    if (!closed) {
      refuseWithoutLoop();
    }
    List<PolicyDifference> differences = new ArrayList<>();
    for (List<String> names : together.groups(traces)) {
      if (!fixed.isEmpty()) {
        differences.addAll(open(run, names, fixed));
      }
      if (closed) {
        differences.addAll(closed(run, names));
      }
    }
    out.print(json ? DifferenceJson.of(differences) : text(differences));
    out.flush();
    return ExitCode.FINE.code();
  }

  private void refuseWithoutLoop() {
    pressure.refuseWithoutLoop();
    if (config != null) {
      throw new UsageException(
          "--config is for a closed loop; add --budget trace, or name config:"
              + config
              + " among"
              + " the policies");
    }
  }

  private List<PolicyDifference> open(PolicyRun run, List<String> names, List<Budget> fixed) {
    List<PolicyDifference> differences = new ArrayList<>();
    for (Trace trace : new Traces(reading.traceOptions(err), reading.cache()).read(names)) {
      for (Budget budget : fixed) {
        differences.add(PolicyDifference.of(run, trace, budget, policies.get(0), policies.get(1)));
      }
    }
    return differences;
  }

  private List<PolicyDifference> closed(PolicyRun run, List<String> names) {
    LoopRules rules = pressure.rules(Optional.ofNullable(config));
    return pressure.traces(reading.traceOptions(err)).read(names).stream()
        .map(
            trace ->
                PolicyDifference.of(
                    run,
                    trace,
                    rules.on(Objects.requireNonNull(trace.host())),
                    policies.get(0),
                    policies.get(1)))
        .toList();
  }

  private static String text(List<PolicyDifference> differences) {
    return String.join("\n", differences.stream().map(DifferenceText::of).toList());
  }
}
