package org.tcmureclaim.simulation.memory;

/**
 * One trigger with its sliding window, after {@code struct psi_trigger}, {@code window_update} and
 * {@code update_triggers} in kernel/sched/psi.c.
 *
 * <p>The window does not slide but starts anew once it is over; the growth of the one before is
 * carried over in proportion to the part of it that a sliding window would still cover.
 */
public final class PsiTrigger {
  private static final long NANOS_PER_MICRO = 1000;

  private final PsiTriggerSettings settings;
  private final long windowNanos;
  private long windowStartNanos;
  private long windowStartMicros;
  private long previousGrowthMicros;
  private long seenMicros;
  private long nextEventNanos = Long.MIN_VALUE;
  private boolean thresholdReached;

  public PsiTrigger(PsiTriggerSettings settings) {
    this.settings = settings;
    this.windowNanos = settings.windowMicros() * NANOS_PER_MICRO;
  }

  public StallKind kind() {
    return settings.kind();
  }

  long windowNanos() {
    return windowNanos;
  }

  /** Begins a new window: stalls have begun after a time without any. */
  public void reset(long nowNanos, long totalMicros) {
    seenMicros = totalMicros;
    startWindow(nowNanos, totalMicros, 0);
  }

  /**
   * Looks at the stall time so far.
   *
   * @return whether the trigger fires; at most once in a window, and late rather than never
   */
  public boolean look(long nowNanos, long totalMicros) {
    boolean grew = totalMicros != seenMicros;
    seenMicros = totalMicros;
    if (grew && growthMicros(nowNanos, totalMicros) >= settings.thresholdMicros()) {
      thresholdReached = true;
    }
    if (!thresholdReached || nowNanos < nextEventNanos) {
      return false;
    }
    thresholdReached = false;
    nextEventNanos = nowNanos + windowNanos;
    return true;
  }

  private long growthMicros(long nowNanos, long totalMicros) {
    long elapsedNanos = nowNanos - windowStartNanos;
    long growthMicros = totalMicros - windowStartMicros;
    if (elapsedNanos > windowNanos) {
      startWindow(nowNanos, totalMicros, growthMicros);
      return growthMicros;
    }
    long remainingMicros = (windowNanos - elapsedNanos) / NANOS_PER_MICRO;
    return growthMicros + previousGrowthMicros * remainingMicros / settings.windowMicros();
  }

  private void startWindow(long nowNanos, long totalMicros, long previousGrowthMicros) {
    this.windowStartNanos = nowNanos;
    this.windowStartMicros = totalMicros;
    this.previousGrowthMicros = previousGrowthMicros;
  }
}
