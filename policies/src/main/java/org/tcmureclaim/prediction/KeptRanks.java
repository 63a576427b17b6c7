package org.tcmureclaim.prediction;

import java.util.Arrays;

/**
 * The ranks of each device that were asked for last: of the pages that the host holds, of those it
 * would hold in thought, and of what comes below. One is good until a given moment, while its
 * device is not in use. The one that was asked for last of all stands apart, so that going through
 * a large host for one rank of each reads little memory.
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

  private long[] latest = new long[0];
  private long[] kept = new long[0];

  void reserve(int slots) {
    if (latest.length < slots * FIELDS) {
      latest = Arrays.copyOf(latest, slots * FIELDS);
      kept = Arrays.copyOf(kept, slots * PLACES * FIELDS);
    }
  }

  /**
   * Whether the rank of the pages that end there is kept and still good; {@link #rank} is it then.
   *
   * @param inUseNanos when the device was last in use
   */
  boolean find(int slot, long endPage, long inUseNanos, long nowNanos) {
    if (isGood(latest, slot * FIELDS, endPage, inUseNanos, nowNanos)) {
      return true;
    }
    int place = place(slot, endPage);
    if (!isGood(kept, place, endPage, inUseNanos, nowNanos)) {
      return false;
    }
    System.arraycopy(kept, place, latest, slot * FIELDS, FIELDS);
    return true;
  }

  /** What was found or kept of a device just now. */
  long rank(int slot) {
    return latest[slot * FIELDS + RANK];
  }

  void keep(int slot, long endPage, long inUseNanos, long untilNanos, long rank) {
    int at = slot * FIELDS;
    latest[at + END_PAGE] = endPage;
    latest[at + IN_USE_NANOS] = inUseNanos;
    latest[at + UNTIL_NANOS] = untilNanos;
    latest[at + RANK] = rank;
    System.arraycopy(latest, at, kept, place(slot, endPage), FIELDS);
  }

  /** The slot is free. */
  void forget(int slot) {
    if (slot * FIELDS < latest.length) {
      Arrays.fill(latest, slot * FIELDS, (slot + 1) * FIELDS, NONE);
      int first = slot * PLACES * FIELDS;
      Arrays.fill(kept, first, first + PLACES * FIELDS, NONE);
    }
  }

  private static boolean isGood(
      long[] ranks, int at, long endPage, long inUseNanos, long nowNanos) {
    return ranks[at + END_PAGE] == endPage
        && ranks[at + IN_USE_NANOS] == inUseNanos
        && nowNanos - ranks[at + UNTIL_NANOS] <= 0;
  }

  private static int place(int slot, long endPage) {
    int place = ((int) endPage * GOLDEN_RATIO) >>> (Integer.SIZE - PLACE_BITS);
    return (slot * PLACES + place) * FIELDS;
  }
}
