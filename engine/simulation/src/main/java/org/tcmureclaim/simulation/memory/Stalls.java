package org.tcmureclaim.simulation.memory;

/**
 * The time that tasks wait for memory ({@code total} of {@code some} and {@code full} in {@code
 * /proc/pressure/memory}).
 *
 * <p>The model: with at least a sixteenth of the memory available nobody waits. Below that the
 * <em>shortage</em> s runs from 0 to 1, which is reached where nothing is available. Some task
 * waits for the share 0.9 · s²(3 − 2s) of the time, and all of them for s/2 of that. Both rise with
 * s, and {@code full} never exceeds half of {@code some}.
 */
public final class Stalls {
  /** Memory is short where less than one part in this many is available. */
  public static final long SHORT_BELOW_ONE_PART_IN = 16;

  private static final double MOST_OF_THE_TIME = 0.9;
  private static final long NANOS_PER_MICRO = 1000;

  private final long shortBelowBytes;
  private long someNanos;
  private long fullNanos;
  private long timeUnderPressureNanos;

  public Stalls(long totalBytes) {
    this.shortBelowBytes = totalBytes / SHORT_BELOW_ONE_PART_IN;
  }

  /** Lets time pass with this much memory available. */
  public void pass(long nanos, long availableBytes) {
    if (availableBytes >= shortBelowBytes) {
      return;
    }
    double shortage = shortage(availableBytes);
    double someShare = MOST_OF_THE_TIME * shortage * shortage * (3 - 2 * shortage);
    someNanos += (long) (someShare * nanos);
    fullNanos += (long) (someShare * shortage / 2 * nanos);
    timeUnderPressureNanos += nanos;
  }

  /** Time since boot in which at least one task waited. */
  public long someMicros() {
    return someNanos / NANOS_PER_MICRO;
  }

  /** Time since boot in which all tasks waited. */
  public long fullMicros() {
    return fullNanos / NANOS_PER_MICRO;
  }

  public long totalMicros(StallKind kind) {
    return kind == StallKind.SOME ? someMicros() : fullMicros();
  }

  /** Time since boot in which memory was short, however little anybody waited for it. */
  public long timeUnderPressureNanos() {
    return timeUnderPressureNanos;
  }

  /** 0 where memory is not short, 1 where nothing is left. */
  double shortage(long availableBytes) {
    double share = (double) availableBytes / shortBelowBytes;
    return Math.min(1, Math.max(0, 1 - share));
  }
}
