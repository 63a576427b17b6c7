package org.tcmureclaim.linux.pressure;

import org.tcmureclaim.shim.PsiTrigger;

/**
 * When the kernel shall report memory pressure: as soon as tasks have stalled for {@code
 * thresholdMicros} within {@code windowMicros}.
 *
 * @param kind whether one stalled task counts or only all of them together
 * @param thresholdMicros above 0 and at most the window
 * @param windowMicros 500,000 to 10,000,000
 */
public record TriggerSettings(PsiTrigger.Kind kind, long thresholdMicros, long windowMicros) {
  private static final long COARSE_WINDOW_MICROS = 2_000_000;

  public TriggerSettings {
    if (windowMicros < 500_000 || windowMicros > 10_000_000) {
      throw new IllegalArgumentException(
          "a window of " + windowMicros + " µs; the kernel takes 500000 to 10000000");
    }
    if (thresholdMicros < 1 || thresholdMicros > windowMicros) {
      throw new IllegalArgumentException(
          "a threshold of " + thresholdMicros + " µs in a window of " + windowMicros + " µs");
    }
  }

  /**
   * The nearest settings that need no CAP_SYS_RESOURCE: the window is the next multiple of 2 s, and
   * the share of stalled time stays the same.
   */
  TriggerSettings coarse() {
    long windows = (windowMicros + COARSE_WINDOW_MICROS - 1) / COARSE_WINDOW_MICROS;
    long coarseMicros = windows * COARSE_WINDOW_MICROS;
    return new TriggerSettings(kind, thresholdMicros * coarseMicros / windowMicros, coarseMicros);
  }

  @Override
  public String toString() {
    return kind.word() + " " + thresholdMicros + " µs in " + windowMicros + " µs";
  }
}
