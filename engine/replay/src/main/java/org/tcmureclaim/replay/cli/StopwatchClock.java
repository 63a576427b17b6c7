package org.tcmureclaim.replay.cli;

/** Real time, for what is shown only: no figure of a replay but its duration depends on it. */
final class StopwatchClock {
  private StopwatchClock() {}

  static long nanos() {
    return System.nanoTime();
  }
}
