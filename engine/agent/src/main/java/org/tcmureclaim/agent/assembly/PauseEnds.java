package org.tcmureclaim.agent.assembly;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When pauses end by themselves. A pause never shortens one that is in force: only resuming does.
 * Used under a lock of its owner.
 */
final class PauseEnds {
  /** In place of a customer: plans of all are kept back. */
  static final String ALL = "";

  private static final long NEVER = Long.MAX_VALUE;
  private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(36_500);

  private final Map<String, Long> untilNanos = new TreeMap<>();

  /**
   * A pause begins, or goes on.
   *
   * @param forSeconds 0 for one without end
   */
  void pause(String whose, long forSeconds, long nowNanos) {
    boolean endless = forSeconds == 0 || forSeconds > LONGEST_SECONDS;
    long until = endless ? NEVER : nowNanos + TimeUnit.SECONDS.toNanos(forSeconds);
    Long before = untilNanos.get(whose);
    untilNanos.put(whose, before == null ? until : later(before, until));
  }

  private static long later(long one, long other) {
    if (one == NEVER || other == NEVER) {
      return NEVER;
    }
    return one - other > 0 ? one : other;
  }

  void resume(String whose) {
    untilNanos.remove(whose);
  }

  /** When it ends; 0 where it does not. */
  long endsAtNanos(String whose) {
    Long until = untilNanos.get(whose);
    return until == null || until == NEVER ? 0 : until;
  }

  /** In how many seconds it ends, rounded up; 0 where it does not. */
  long leftSeconds(String whose, long nowNanos) {
    Long until = untilNanos.get(whose);
    if (until == null || until == NEVER) {
      return 0;
    }
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(until - nowNanos + 999_999_999L));
  }

  /** One that is over, which is forgotten with that; null where there is none. */
  @Nullable String takeDue(long nowNanos) {
    for (Map.Entry<String, Long> one : untilNanos.entrySet()) {
      if (one.getValue() != NEVER && nowNanos - one.getValue() >= 0) {
        String whose = one.getKey();
        untilNanos.remove(whose);
        return whose;
      }
    }
    return null;
  }
}
