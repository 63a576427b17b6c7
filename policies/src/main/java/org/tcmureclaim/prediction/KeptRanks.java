package org.tcmureclaim.prediction;

import java.util.Arrays;

/**
 * The ranks of each device that were asked for last: of the pages that the host holds, of those it
 * would hold in thought, and of what comes below. One is good until a given moment, while its
 * device is not in use.
 */
final class KeptRanks {
  /** Ranks kept for a device, by a hash of the page at which they end. A power of two. */
  private static final int PLACES = 4;

  private static final int PLACE_BITS = 2;
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private static final int END_PAGE = 0;
  private static final int IN_USE_NANOS = 1;
  private static final int UNTIL_NANOS = 2;
  private static final int RANK = 3;
  private static final int FIELDS = 4;

  /** A rank of no page: none is kept here. */
  private static final long NONE = 0;

  private long[] kept = new long[0];

  void reserve(int slots) {
    if (kept.length < slots * PLACES * FIELDS) {
      kept = Arrays.copyOf(kept, slots * PLACES * FIELDS);
    }
  }

  /** The place of the rank of the pages that end there. */
  static int place(int slot, long endPage) {
    int place = ((int) endPage * GOLDEN_RATIO) >>> (Integer.SIZE - PLACE_BITS);
    return (slot * PLACES + place) * FIELDS;
  }

  /**
   * Whether the rank at a place is still good.
   *
   * @param inUseNanos when the device was last in use
   */
  boolean isGood(int place, long endPage, long inUseNanos, long nowNanos) {
    return kept[place + END_PAGE] == endPage
        && kept[place + IN_USE_NANOS] == inUseNanos
        && nowNanos - kept[place + UNTIL_NANOS] <= 0;
  }

  long rank(int place) {
    return kept[place + RANK];
  }

  void keep(int place, long endPage, long inUseNanos, long untilNanos, long rank) {
    kept[place + END_PAGE] = endPage;
    kept[place + IN_USE_NANOS] = inUseNanos;
    kept[place + UNTIL_NANOS] = untilNanos;
    kept[place + RANK] = rank;
  }

  /** The slot is free. */
  void forget(int slot) {
    int first = slot * PLACES * FIELDS;
    if (first < kept.length) {
      Arrays.fill(kept, first, first + PLACES * FIELDS, NONE);
    }
  }
}
