package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.replay.bench.ReplaySpeed;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.trace.Traces;
import org.tcmureclaim.replay.workload.Workload;
import org.tcmureclaim.replay.workload.WorkloadTicks;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim bench-replay}: the speed of the replayer; {@code make bench-replay}. */
@Command(
    name = "bench-replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints how fast traces are compiled and replayed, and what two threads gain.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim bench-replay",
      "  tcmu-reclaim bench-replay --trace t.csv.zst",
    })
final class BenchReplayCommand implements Callable<Integer> {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final List<String> BUDGETS = List.of("20%", "35%", "50%", "70%");
  private static final List<String> POLICIES =
      List.of(
          "lru",
          "ladder",
          "(optimum)",
          "predictive",
          "lru" + ReplaySpeed.BY_CLASS,
          "ladder" + ReplaySpeed.BY_CLASS);
  private static final int DEVICES = 512;
  private static final int DAY_LUNS = 1000;
  private static final int DAY_SECONDS = 86_400;

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
      description =
          "Commands that are compiled, and four times as many as are read in other formats."
              + " Default: ${DEFAULT-VALUE}.")
  private int commands;

  @Option(
      names = "--no-day",
      negatable = true,
      description =
          "Whether a day of 1,000 LUNs is replayed too, which takes 2 GB of memory and a minute or"
              + " two. It is unless --no-day is given.")
  private boolean day = true;

  BenchReplayCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (commands < 1000 || commands > 20_000_000) {
      throw new UsageException("--commands must be from 1000 to 20000000, not " + commands);
    }
    ReplaySpeed speed = new ReplaySpeed(THREADS::getCurrentThreadCpuTime);
    err.println("compiling " + commands + " commands");
    speed.compiling(commands, DEVICES);
    err.println("reading " + commands / 4 + " commands in other formats");
    speed.importing(commands / 4, DEVICES);
    Trace read = read();
    long budgetPages = new Budget("35%").pages(read.ticks());
    for (String policy : POLICIES) {
      err.println(trace + " at 35%: " + policy);
      speed.replaying(policy, read.ticks(), budgetPages);
    }
    out.print(speed.table().plain());
    threads(read);
    if (day) {
      day(speed);
    }
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

  /**
   * The best of five, one and two threads in turn. Real time is what threads are for, but says
   * nothing on a machine that others use too; there the processor time of the busiest thread is
   * what real time would be.
   */
  private void threads(Trace read) {
    Elapsed one = Elapsed.NONE;
    Elapsed two = Elapsed.NONE;
    for (int round = 0; round < 5; round++) {
      one = one.orLess(matrix(read, 1));
      two = two.orLess(matrix(read, 2));
    }
    out.printf(
        Locale.ROOT,
        "3 policies and the optimum at 4 budgets: %.2f s on one thread, %.2f s on two: %.2f times"
            + " as fast%n  processor time of the busiest thread: %.2f s and %.2f s: %.2f times%n",
        one.seconds,
        two.seconds,
        one.seconds / two.seconds,
        one.busiestCpuSeconds,
        two.busiestCpuSeconds,
        one.busiestCpuSeconds / two.busiestCpuSeconds);
  }

  /** A day of many LUNs of all kinds, replayed once under each policy. */
  private void day(ReplaySpeed speed) {
    err.println("making a day of " + DAY_LUNS + " LUNs");
    TickTable ticks = WorkloadTicks.of(Workload.MIXED, 7, DAY_LUNS, DAY_SECONDS);
    long budgetPages = new Budget("35%").pages(ticks);
    out.printf(
        Locale.ROOT,
        "A day of %d LUNs at 1 Hz: %.1f M device-ticks, %.1f M of them in use; at 35%%, once,"
            + " processor time%n",
        DAY_LUNS,
        ticks.deviceTicks() / 1e6,
        ticks.rows() / 1e6);
    for (String policy : POLICIES) {
      err.println("the day: " + policy);
      out.printf(
          Locale.ROOT, "  %-18s %6.2f s%n", policy, speed.secondsOf(policy, ticks, budgetPages));
    }
  }

  private record Elapsed(double seconds, double busiestCpuSeconds) {
    private static final Elapsed NONE =
        new Elapsed(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private Elapsed orLess(Elapsed other) {
      return new Elapsed(
          Math.min(seconds, other.seconds), Math.min(busiestCpuSeconds, other.busiestCpuSeconds));
    }
  }

  private static Elapsed matrix(Trace read, int count) {
    List<Thread> threads = new ArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work);
              threads.add(thread);
              return thread;
            });
    try {
      Stopwatch stopwatch = Stopwatch.start();
      new ReplayMatrix(new PolicyRun(RungBoundaries.of(1 << 18)), count)
          .replay(
              read,
              BUDGETS.stream().map(Budget::new).toList(),
              List.of("lru", "ladder", "largest-tail"),
              pool);
      double seconds = stopwatch.stop().seconds();
      long busiest =
          threads.stream()
              .mapToLong(thread -> THREADS.getThreadCpuTime(thread.getId()))
              .max()
              .orElse(0);
      return new Elapsed(seconds, busiest / 1e9);
    } finally {
      pool.shutdownNow();
    }
  }
}
