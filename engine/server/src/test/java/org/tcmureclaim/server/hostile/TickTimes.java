package org.tcmureclaim.server.hostile;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.image.DurationKind;
import org.tcmureclaim.image.Durations;

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

  /** Those of an image. */
  static TickTimes of(Durations durations) {
    TickTimes times = none();
    long ticks = 0;
    for (int bucket = 0; bucket < DurationKind.TICK.buckets(); bucket++) {
      ticks += durations.count(DurationKind.TICK, bucket);
      boolean last = bucket == DurationKind.TICK.buckets() - 1;
      long unused =
          times.add(
              last ? Double.POSITIVE_INFINITY : DurationKind.TICK.boundNanos(bucket) / 1e9, ticks);
    }
    return times;
  }

  /** Those of {@code /metrics}, for an agent without an image. */
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

  /** The ticks between an earlier moment and this one. */
  TickTimes since(TickTimes before) {
    TickTimes between = none();
    within.forEach(
        (bound, ticks) -> {
          long unused = between.add(bound, ticks - before.within.getOrDefault(bound, 0L));
        });
    return between;
  }

  void add(TickTimes other) {
    other.within.forEach(
        (bound, ticks) -> {
          long unused = add(bound, ticks);
        });
  }

  long count() {
    return within.isEmpty() ? 0 : within.lastEntry().getValue();
  }

  /** As if ticks were spread evenly in the bucket that this share of them lies in; in seconds. */
  double quantileSeconds(double share) {
    double wanted = Math.max(1, share * count());
    double below = 0;
    long ticksBelow = 0;
    for (Map.Entry<Double, Long> bucket : within.entrySet()) {
      if (bucket.getValue() >= wanted) {
        double part = (wanted - ticksBelow) / (bucket.getValue() - ticksBelow);
        return Double.isInfinite(bucket.getKey())
            ? below
            : below + part * (bucket.getKey() - below);
      }
      below = bucket.getKey();
      ticksBelow = bucket.getValue();
    }
    return 0;
  }
}
