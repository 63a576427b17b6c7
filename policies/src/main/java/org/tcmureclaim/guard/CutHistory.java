package org.tcmureclaim.guard;

import java.util.Arrays;
import org.tcmureclaim.demand.Urgency;

/**
 * When each device may be cut again. A cut that freed pages starts a cool-down; one that did not
 * starts a back-off that doubles each time, which is another thing: it keeps the agent from
 * hammering a device that cannot give, and it ends with the first success.
 */
final class CutHistory {
  private static final long FIRST_BACKOFF_NANOS = 1_000_000_000L;
  private static final int MOST_DOUBLINGS = 5;

  /** An emergency waits for a tenth of the cool-down: often enough, and not with every sample. */
  private static final int EMERGENCY_DIVISOR = 10;

  private long[] cutAtNanos = new long[0];
  private long[] retryAtNanos = new long[0];
  private int[] failures = new int[0];
  private boolean[] cut = new boolean[0];

  void fit(int slots) {
    if (cut.length < slots) {
      cutAtNanos = Arrays.copyOf(cutAtNanos, slots);
      retryAtNanos = Arrays.copyOf(retryAtNanos, slots);
      failures = Arrays.copyOf(failures, slots);
      cut = Arrays.copyOf(cut, slots);
    }
  }

  /**
   * For how long a device still cools down; 0 or less where it does not. One whose last pages came
   * back cools down longer, the more of them the longer.
   */
  long coolingNanos(
      int slot, long nowNanos, Urgency urgency, GuardSettings settings, double regretShare) {
    if (!cut[slot]) {
      return 0;
    }
    double patience = 1.0 + settings.regretPatience() * regretShare;
    long neededNanos = (long) (settings.cooldownNanos() * patience);
    if (urgency == Urgency.EMERGENCY) {
      neededNanos /= EMERGENCY_DIVISOR;
    }
    return neededNanos - (nowNanos - cutAtNanos[slot]);
  }

  /** For how long a device is still left alone after it gave nothing; 0 or less where it is not. */
  long backoffNanos(int slot, long nowNanos) {
    return failures[slot] > 0 ? retryAtNanos[slot] - nowNanos : 0;
  }

  void cut(int slot, long nowNanos) {
    cut[slot] = true;
    cutAtNanos[slot] = nowNanos;
    failures[slot] = 0;
  }

  void failed(int slot, long nowNanos) {
    retryAtNanos[slot] =
        nowNanos + (FIRST_BACKOFF_NANOS << Math.min(failures[slot], MOST_DOUBLINGS));
    failures[slot]++;
  }

  void forget(int slot) {
    if (slot < cut.length) {
      cut[slot] = false;
      failures[slot] = 0;
    }
  }
}
