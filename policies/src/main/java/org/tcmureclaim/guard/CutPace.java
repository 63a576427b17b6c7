package org.tcmureclaim.guard;

import org.tcmureclaim.outcome.Outcomes;

/**
 * How many cuts a plan may have. Additive increase, multiplicative decrease (Chiu and Jain, 1989):
 * halved when a cut took longer than its budget, one more after each plan in which none did. It
 * holds in an emergency as well, as a host that is slow gets no faster by being asked for more.
 */
final class CutPace {
  private static final int LEAST_CUTS = 4;
  private static final int MOST_CUTS = 1 << 20;

  private int limit = MOST_CUTS;

  int limit() {
    return limit;
  }

  /** Takes in how long the cuts of a plan took. */
  void settle(Outcomes outcomes, long budgetNanos) {
    if (outcomes.size() == 0) {
      return;
    }
    if (slowestNanos(outcomes) > budgetNanos) {
      limit = Math.max(LEAST_CUTS, Math.min(limit, outcomes.size()) / 2);
    } else {
      limit = Math.min(MOST_CUTS, limit + 1);
    }
  }

  /** The longest time that a device was locked; where that is unknown, the mean of all cuts. */
  private static long slowestNanos(Outcomes outcomes) {
    long slowest = 0;
    for (int cut = 0; cut < outcomes.size(); cut++) {
      slowest = Math.max(slowest, outcomes.heldNanos(cut));
    }
    long meanNanos = (outcomes.endedAtNanos() - outcomes.startedAtNanos()) / outcomes.size();
    return slowest > 0 ? slowest : meanNanos;
  }
}
