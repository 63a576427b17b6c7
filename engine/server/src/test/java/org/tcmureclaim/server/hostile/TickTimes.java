package org.tcmureclaim.server.hostile;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ticks by the time that they took.
 *
 * @param within ticks by the upper bound of their time in seconds, cumulated
 */
record TickTimes(TreeMap<Double, Long> within) {
  private static final Pattern BUCKET =
      Pattern.compile("tcmu_reclaim_tick_seconds_bucket\\{le=\"([^\"]+)\"} (\\S+)");

  static TickTimes none() {
    return new TickTimes(new TreeMap<>());
  }

  static TickTimes parse(String metrics) {
    TickTimes times = none();
    Matcher bucket = BUCKET.matcher(metrics);
    while (bucket.find()) {
      String bound = bucket.group(1);
      long unused =
          times.add(
              bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
              (long) Double.parseDouble(bucket.group(2)));
    }
    return times;
  }

  private long add(double bound, long ticks) {
    return within.merge(bound, ticks, Long::sum);
  }

  /** Adds the ticks between two moments. */
  void addBetween(TickTimes before, TickTimes after) {
    after.within.forEach(
        (bound, ticks) -> {
          long unused = add(bound, ticks - before.within.getOrDefault(bound, 0L));
        });
  }

  /** The upper bound in seconds of the bucket that this share of the ticks lies in. */
  double quantileSeconds(double share) {
    long all = within.isEmpty() ? 0 : within.lastEntry().getValue();
    for (Map.Entry<Double, Long> bucket : within.entrySet()) {
      if (bucket.getValue() >= Math.ceil(share * all)) {
        return bucket.getKey();
      }
    }
    return 0;
  }
}
