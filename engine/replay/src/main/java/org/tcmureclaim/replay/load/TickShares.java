package org.tcmureclaim.replay.load;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Ticks of a while, as the agent's histogram has them.
 *
 * @param within ticks by the upper bound of their time in seconds, cumulated
 */
record TickShares(NavigableMap<Double, Long> within) {

  long count() {
    return within.isEmpty() ? 0 : within.lastEntry().getValue();
  }

  /** The bucket that this share of the ticks lies in or below, such as {@code 2 to 3 ms}. */
  String quantile(double share) {
    long wanted = (long) Math.ceil(share * count());
    double below = 0;
    for (Map.Entry<Double, Long> bucket : within.entrySet()) {
      if (bucket.getValue() >= wanted) {
        return millis(below) + " to " + millis(bucket.getKey()) + " ms";
      }
      below = bucket.getKey();
    }
    return "none";
  }

  /** The upper bound of that bucket in seconds; infinite where it has none. */
  double quantileSeconds(double share) {
    long wanted = (long) Math.ceil(share * count());
    for (Map.Entry<Double, Long> bucket : within.entrySet()) {
      if (bucket.getValue() >= wanted) {
        return bucket.getKey();
      }
    }
    return 0;
  }

  private static String millis(double seconds) {
    return Double.isInfinite(seconds)
        ? "more"
        : String.format(Locale.ROOT, "%s", Math.round(seconds * 1e6) / 1e3).replaceAll("\\.0$", "");
  }
}
