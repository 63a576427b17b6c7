package org.tcmureclaim.replay.load;

import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent's /metrics said at one moment.
 *
 * @param ticksWithin ticks since its start by the upper bound of their time in seconds, cumulated
 * @param reactionsWithin the same of reactions, from a PSI event to pages that are free
 * @param heapBytes used, garbage included
 * @param missedEvents that viewers were too slow for
 */
record AgentFigures(
    TreeMap<Double, Long> ticksWithin,
    TreeMap<Double, Long> reactionsWithin,
    long heapBytes,
    long missedEvents) {
  private static final Pattern TICKS =
      Pattern.compile("tcmu_reclaim_tick_seconds_bucket\\{le=\"([^\"]+)\"} (\\S+)");
  private static final Pattern REACTIONS =
      Pattern.compile(
          "tcmu_reclaim_reaction_seconds_bucket\\{stage=\"whole\",le=\"([^\"]+)\"} (\\S+)");
  private static final Pattern HEAP = Pattern.compile("(?m)^tcmu_reclaim_heap_used_bytes (\\S+)");
  private static final Pattern MISSED =
      Pattern.compile("(?m)^tcmu_reclaim_api_events_missed_total (\\S+)");

  static AgentFigures parse(String metrics) {
    return new AgentFigures(
        buckets(TICKS, metrics),
        buckets(REACTIONS, metrics),
        first(HEAP, metrics),
        first(MISSED, metrics));
  }

  private static TreeMap<Double, Long> buckets(Pattern pattern, String metrics) {
    TreeMap<Double, Long> buckets = new TreeMap<>();
    Matcher bucket = pattern.matcher(metrics);
    while (bucket.find()) {
      String bound = bucket.group(1);
      buckets.put(
          bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
          (long) Double.parseDouble(bucket.group(2)));
    }
    return buckets;
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
    return between(before.ticksWithin, ticksWithin);
  }

  /** The reactions since then. */
  TickShares reactionsSince(AgentFigures before) {
    return between(before.reactionsWithin, reactionsWithin);
  }

  private static TickShares between(TreeMap<Double, Long> before, TreeMap<Double, Long> after) {
    TreeMap<Double, Long> between = new TreeMap<>();
    after.forEach(
        (bound, count) -> {
          long unused = between.merge(bound, count - before.getOrDefault(bound, 0L), Long::sum);
        });
    return new TickShares(between);
  }
}
