package org.tcmureclaim.replay.load;

import java.util.Locale;

/**
 * How long an agent took, from the start of its process.
 *
 * @param answerNanos until it said where its API is
 * @param firstDecisionNanos until it showed its first decision; 0 where it has made none
 */
record StartTimes(long answerNanos, long firstDecisionNanos) {
  String firstDecision() {
    return firstDecisionNanos == 0
        ? "none"
        : String.format(Locale.ROOT, "%.1f s", firstDecisionNanos / 1e9);
  }
}
