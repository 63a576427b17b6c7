package org.tcmureclaim.merge;

import java.util.Arrays;

/**
 * Pages by the rank at which they would go, to about 12 %, for the question "at what demand would
 * it have been this one's turn?". Ranks fall into buckets by sign, magnitude and the next three
 * bits.
 */
final class PagesByRank {
  private static final int FRACTION_BITS = 3;
  private static final int ONE_SIGN = 64 << FRACTION_BITS;

  /** Buckets are made so many at a time: the ranks of one order lie near each other. */
  private static final int PART_BITS = 6;

  private static final int PART = 1 << PART_BITS;
  private static final int PARTS = 2 * ONE_SIGN / PART;
  private static final long[] NO_PART = {};

  private final long[][] parts = new long[PARTS][];
  private final long[] belowPart = new long[PARTS];

  PagesByRank() {
    Arrays.fill(parts, NO_PART);
  }

  void clear() {
    for (long[] part : parts) {
      Arrays.fill(part, 0);
    }
  }

  void add(long rank, long pages) {
    int bucket = bucket(rank);
    int part = bucket >>> PART_BITS;
    if (parts[part].length == 0) {
      parts[part] = new long[PART];
    }
    parts[part][bucket & (PART - 1)] += pages;
  }

  /** Turns counts into sums, after the last {@link #add}. */
  void sum() {
    long below = 0;
    for (int part = 0; part < PARTS; part++) {
      belowPart[part] = below;
      long[] pages = parts[part];
      for (int i = 0; i < pages.length; i++) {
        long here = pages[i];
        pages[i] = below;
        below += here;
      }
    }
  }

  /** Pages that certainly go before one of this rank. */
  long before(long rank) {
    int bucket = bucket(rank);
    int part = bucket >>> PART_BITS;
    return parts[part].length == 0 ? belowPart[part] : parts[part][bucket & (PART - 1)];
  }

  private static int bucket(long rank) {
    return rank < 0 ? ONE_SIGN - 1 - magnitude(-(rank + 1)) : ONE_SIGN + magnitude(rank);
  }

  private static int magnitude(long value) {
    int exponent = 63 - Long.numberOfLeadingZeros(value | 1);
    int fraction =
        exponent >= FRACTION_BITS
            ? (int) (value >>> (exponent - FRACTION_BITS)) & ((1 << FRACTION_BITS) - 1)
            : 0;
    return (exponent << FRACTION_BITS) + fraction;
  }
}
