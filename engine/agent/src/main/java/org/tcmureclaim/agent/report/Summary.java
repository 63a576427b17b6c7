package org.tcmureclaim.agent.report;

import org.jspecify.annotations.Nullable;

/**
 * The whole run, at its end.
 *
 * @param durationSeconds on the host's clock
 * @param pressureSeconds stall time, of at least one task
 * @param peakPages the most that all data areas held together
 * @param shadow how a shadow and those who acted have done; null where there was none
 * @param stock the same run without the agent; null where it is not known
 */
public record Summary(
    double durationSeconds,
    Counters counters,
    double pressureSeconds,
    long peakPages,
    @Nullable Comparison stock,
    @Nullable ShadowScore shadow)
    implements Report {

  /** A run without a shadow. */
  public Summary(
      double durationSeconds,
      Counters counters,
      double pressureSeconds,
      long peakPages,
      @Nullable Comparison stock) {
    this(durationSeconds, counters, pressureSeconds, peakPages, stock, null);
  }

  /** The stock kernel alone on the same seed, for the same time. */
  public record Comparison(double pressureSeconds, long peakPages, long pagesCameBack) {}
}
