package org.tcmureclaim.prediction;

import java.util.Arrays;

/**
 * The rates of some runs of each device, each good until a given moment: some exact, of others only
 * what they are at least.
 */
final class KeptRates {
  /** Rates kept for a device, by a hash of the level class and of when it was reached. */
  private static final int PLACES = 8;

  private static final int PLACE_BITS = 3;
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private static final int CLASS_AND_STATE = 0;
  private static final int REACHED_NANOS = 1;
  private static final int UNTIL_NANOS = 2;
  private static final int RATE = 3;
  private static final int FIELDS = 4;

  /** Beside class and state. */
  private static final int EXACT = 1;

  private static final long NONE = -1;

  private long[] kept = new long[0];

  void reserve(int slots) {
    int before = kept.length;
    if (before < slots * PLACES * FIELDS) {
      kept = Arrays.copyOf(kept, slots * PLACES * FIELDS);
      Arrays.fill(kept, before, kept.length, NONE);
    }
  }

  /** The place of the rate of a run. */
  static int place(int slot, int levelClass, long reachedNanos) {
    int place = (Long.hashCode(reachedNanos) + levelClass) * GOLDEN_RATIO;
    return (slot * PLACES + (place >>> (Integer.SIZE - PLACE_BITS))) * FIELDS;
  }

  /**
   * Whether the rate at a place is that of this run, and still good.
   *
   * @param enough from here on a rate need not be exact
   */
  boolean isGood(int place, int classAndState, long reachedNanos, long nowNanos, long enough) {
    long key = kept[place + CLASS_AND_STATE];
    return key >> 1 == classAndState
        && kept[place + REACHED_NANOS] == reachedNanos
        && nowNanos - kept[place + UNTIL_NANOS] <= 0
        && ((key & EXACT) != 0 || kept[place + RATE] >= enough);
  }

  long rate(int place) {
    return kept[place + RATE];
  }

  long untilNanos(int place) {
    return kept[place + UNTIL_NANOS];
  }

  void keep(
      int place,
      int classAndState,
      long reachedNanos,
      long untilNanos,
      long rate,
      boolean isExact) {
    kept[place + CLASS_AND_STATE] = 2L * classAndState + (isExact ? EXACT : 0);
    kept[place + REACHED_NANOS] = reachedNanos;
    kept[place + UNTIL_NANOS] = untilNanos;
    kept[place + RATE] = rate;
  }

  /** The slot is free. */
  void forget(int slot) {
    int first = slot * PLACES * FIELDS;
    if (first < kept.length) {
      Arrays.fill(kept, first, first + PLACES * FIELDS, NONE);
    }
  }
}
