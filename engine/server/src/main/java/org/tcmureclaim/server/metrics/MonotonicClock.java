package org.tcmureclaim.server.metrics;

/** Real time, also where the host's is simulated; for figures only, nothing is decided by it. */
final class MonotonicClock {
  private MonotonicClock() {}

  static long nanos() {
    return System.nanoTime();
  }
}
