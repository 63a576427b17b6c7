package org.tcmureclaim.simulation.memory;

/**
 * A PSI trigger, as one would write it to {@code /proc/pressure/memory}.
 *
 * @param thresholdMicros stall time within a window that makes it fire; positive, within the window
 * @param windowMicros length of the window: 500 ms to 10 s, as in the kernel
 */
public record PsiTriggerSettings(StallKind kind, long thresholdMicros, long windowMicros) {
  private static final long SHORTEST_WINDOW_MICROS = 500_000;
  private static final long LONGEST_WINDOW_MICROS = 10_000_000;

  public PsiTriggerSettings {
    if (windowMicros < SHORTEST_WINDOW_MICROS || windowMicros > LONGEST_WINDOW_MICROS) {
      throw new IllegalArgumentException(
          "windowMicros must be from 500000 to 10000000, not " + windowMicros);
    }
    if (thresholdMicros < 1 || thresholdMicros > windowMicros) {
      throw new IllegalArgumentException(
          "thresholdMicros must be from 1 to the window's "
              + windowMicros
              + ", not "
              + thresholdMicros);
    }
  }
}
