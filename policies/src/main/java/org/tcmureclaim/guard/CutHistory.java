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

  private final long cooldownNanos;
  private long[] cutAtNanos = new long[0];
  private long[] retryAtNanos = new long[0];
  private int[] failures = new int[0];
  private boolean[] cut = new boolean[0];

  CutHistory(long cooldownNanos) {
    this.cooldownNanos = cooldownNanos;
  }

  void fit(int slots) {
    if (cut.length < slots) {
      cutAtNanos = Arrays.copyOf(cutAtNanos, slots);
      retryAtNanos = Arrays.copyOf(retryAtNanos, slots);
      failures = Arrays.copyOf(failures, slots);
      cut = Arrays.copyOf(cut, slots);
    }
  }

  boolean isCooling(int slot, long nowNanos, Urgency urgency) {
    long neededNanos =
        urgency == Urgency.EMERGENCY ? cooldownNanos / EMERGENCY_DIVISOR : cooldownNanos;
    return cut[slot] && nowNanos - cutAtNanos[slot] < neededNanos;
  }

  boolean isBackingOff(int slot, long nowNanos) {
    return failures[slot] > 0 && nowNanos - retryAtNanos[slot] < 0;
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
