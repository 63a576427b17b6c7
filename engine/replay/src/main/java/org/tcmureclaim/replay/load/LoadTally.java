package org.tcmureclaim.replay.load;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of all requests. Safe from any thread. */
final class LoadTally {
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<String, Long> examples = new TreeMap<>();
  private long[] latenciesNanos = new long[1024];
  private int answered;

  /** An answer; its latency counts from when the request was due, not from when it was sent. */
  synchronized void answered(long latencyNanos) {
    outcomes.merge(Outcome.ANSWERED, 1L, Long::sum);
    if (answered == latenciesNanos.length) {
      latenciesNanos = Arrays.copyOf(latenciesNanos, 2 * answered);
    }
    latenciesNanos[answered++] = latencyNanos;
  }

  synchronized void failed(Outcome outcome, String what) {
    outcomes.merge(outcome, 1L, Long::sum);
    examples.merge(outcome + ": " + what, 1L, Long::sum);
  }

  synchronized long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  synchronized long total() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized long unanswered() {
    return total() - count(Outcome.ANSWERED);
  }

  /** What failed, in words, and how often. */
  synchronized Map<String, Long> failures() {
    return new TreeMap<>(examples);
  }

  /**
   * The latency that this share of the answers did not exceed.
   *
   * @return 0 where nothing was answered
   */
  synchronized long quantileNanos(double share) {
    long[] sorted = Arrays.copyOf(latenciesNanos, answered);
    Arrays.sort(sorted);
    return answered == 0 ? 0 : sorted[(int) Math.min(answered - 1L, (long) (share * answered))];
  }
}
