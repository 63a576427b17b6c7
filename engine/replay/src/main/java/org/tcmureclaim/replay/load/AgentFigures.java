package org.tcmureclaim.replay.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent's /metrics said at one moment.
 *
 * @param ticksWithin ticks since its start by the upper bound of their time in seconds, cumulated
 * @param heapBytes used, garbage included
 * @param missedEvents that viewers were too slow for
 */
record AgentFigures(TreeMap<Double, Long> ticksWithin, long heapBytes, long missedEvents) {
  private static final Pattern BUCKET =
      Pattern.compile("tcmu_reclaim_tick_seconds_bucket\\{le=\"([^\"]+)\"} (\\S+)");
  private static final Pattern HEAP = Pattern.compile("(?m)^tcmu_reclaim_heap_used_bytes (\\S+)");
  private static final Pattern MISSED =
      Pattern.compile("(?m)^tcmu_reclaim_api_events_missed_total (\\S+)");

  static AgentFigures parse(String metrics) {
    TreeMap<Double, Long> ticks = new TreeMap<>();
    Matcher bucket = BUCKET.matcher(metrics);
    while (bucket.find()) {
      String bound = bucket.group(1);
      ticks.put(
          bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
          (long) Double.parseDouble(bucket.group(2)));
    }
    return new AgentFigures(ticks, first(HEAP, metrics), first(MISSED, metrics));
  }

  private static long first(Pattern pattern, String metrics) {
    Matcher found = pattern.matcher(metrics);
    if (!found.find()) {
      throw new IllegalArgumentException("not in /metrics: " + pattern);
    }
    return (long) Double.parseDouble(found.group(1));
  }

  /** The ticks since an earlier moment. */
  TickShares since(AgentFigures before) {
    TreeMap<Double, Long> between = new TreeMap<>();
    for (Map.Entry<Double, Long> bucket : ticksWithin.entrySet()) {
      between.put(
          bucket.getKey(),
          bucket.getValue() - before.ticksWithin.getOrDefault(bucket.getKey(), 0L));
    }
    return new TickShares(between);
  }
}
