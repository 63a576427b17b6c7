package org.tcmureclaim.replay.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.tcmureclaim.replay.result.RunDuration;

/** Measures one run on one thread. */
final class Stopwatch {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long startNanos = StopwatchClock.nanos();
  private final long startCpuNanos = THREADS.getCurrentThreadCpuTime();

  private Stopwatch() {}

  static Stopwatch start() {
    return new Stopwatch();
  }

  /** To be asked by the thread that started it. */
  RunDuration stop() {
    return new RunDuration(
        (StopwatchClock.nanos() - startNanos) / 1e9,
        (THREADS.getCurrentThreadCpuTime() - startCpuNanos) / 1e9);
  }
}
