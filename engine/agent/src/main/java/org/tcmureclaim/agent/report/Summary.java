package org.tcmureclaim.agent.report;

import org.jspecify.annotations.Nullable;

/**
 * The whole run, at its end.
 *
 * @param durationSeconds on the host's clock
 * @param pressureSeconds stall time, of at least one task
 * @param peakPages the most that all data areas held together
 * @param stock the same run without the agent; null where it is not known
 */
public record Summary(
    double durationSeconds,
    Counters counters,
    double pressureSeconds,
    long peakPages,
    @Nullable Comparison stock)
    implements Report {

  /** The stock kernel alone on the same seed, for the same time. */
  public record Comparison(double pressureSeconds, long peakPages, long pagesCameBack) {}
}
