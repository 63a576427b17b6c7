package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.replay.bench.ReplaySpeed;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.trace.Traces;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim bench-replay}: the speed of the replayer; {@code make bench-replay}. */
@Command(
    name = "bench-replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints how fast traces are compiled and replayed, and what two threads gain.")
final class BenchReplayCommand implements Callable<Integer> {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final List<String> BUDGETS = List.of("20%", "35%", "50%", "70%");
  private static final List<String> POLICIES =
      List.of("(exact lru)", "(optimum)", "lru", "ladder", "predictive");
  private static final int DEVICES = 512;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--trace",
      paramLabel = "TRACE",
      defaultValue = "builtin:mixed:7",
      description = "What is replayed. Default: ${DEFAULT-VALUE}.")
  private String trace = "";

  @Option(
      names = "--commands",
      paramLabel = "N",
      defaultValue = "4000000",
      description = "Commands that are compiled. Default: ${DEFAULT-VALUE}.")
  private int commands;

  BenchReplayCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (commands < 1000 || commands > 20_000_000) {
      throw new ConfigurationException("--commands must be from 1000 to 20000000, not " + commands);
    }
    ReplaySpeed speed = new ReplaySpeed(THREADS::getCurrentThreadCpuTime);
    err.println("compiling " + commands + " commands");
    speed.compiling(commands, DEVICES);
    Trace read = read();
    long budgetPages = new Budget("35%").pages(read.ticks());
    for (String policy : POLICIES) {
      err.println(trace + " at 35%: " + policy);
      speed.replaying(policy, read.ticks(), budgetPages);
    }
    out.print(speed.table().plain());
    threads(read);
    return ExitCode.FINE.code();
  }

  private Trace read() {
    return new Traces(
            new TraceOptions(
                "",
                0,
                1_000_000_000L,
                TargetSettings.KERNEL_DEFAULTS,
                List.of("fixed:5ms"),
                err::println,
                Progress.SILENT))
        .read(trace)
        .get(0);
  }

  /** The best of five, one and two threads in turn: real time, as that is what threads are for. */
  private void threads(Trace read) {
    double one = Double.POSITIVE_INFINITY;
    double two = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 5; round++) {
      one = Math.min(one, matrixSeconds(read, 1));
      two = Math.min(two, matrixSeconds(read, 2));
    }
    out.printf(
        Locale.ROOT,
        "3 policies and the optimum at 4 budgets: %.2f s on one thread, %.2f s on two: %.2f times"
            + " as fast%n",
        one,
        two,
        one / two);
  }

  private static double matrixSeconds(Trace read, int threads) {
    ReplayMatrix matrix =
        new ReplayMatrix(new PolicyRun(RungBoundaries.of(1 << 18), true), threads);
    Stopwatch stopwatch = Stopwatch.start();
    matrix.replay(
        read, BUDGETS.stream().map(Budget::new).toList(), List.of("lru", "ladder", "largest-tail"));
    return stopwatch.stop().seconds();
  }
}
