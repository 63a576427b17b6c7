package org.tcmureclaim.demand;

import org.tcmureclaim.snapshot.PressureSample;

/**
 * The share of time in which tasks waited for memory, over windows of at least a given length. A
 * window ends with the first sample that makes it long enough.
 */
final class StallWindow {
  private final long shortestNanos;
  private long startNanos;
  private long startMicros;
  private boolean started;
  private boolean ended;
  private double share;
  private long lengthNanos;

  StallWindow(long shortestNanos) {
    this.shortestNanos = shortestNanos;
  }

  /** Takes in a sample; whether a window ended with it. */
  boolean update(PressureSample pressure) {
    long elapsedNanos = pressure.sampledAtNanos() - startNanos;
    ended = started && elapsedNanos >= shortestNanos;
    if (ended) {
      long stalledMicros = pressure.someTotalMicros() - startMicros;
      share = Math.min(1.0, stalledMicros * 1000.0 / elapsedNanos);
      lengthNanos = elapsedNanos;
    }
    if (ended || !started) {
      startNanos = pressure.sampledAtNanos();
      startMicros = pressure.someTotalMicros();
      started = true;
    }
    return ended;
  }

  /** The share in the last window that ended, 0 to 1. */
  double share() {
    return share;
  }

  /** The length of the last window that ended. */
  double lengthSeconds() {
    return lengthNanos / 1e9;
  }
}
