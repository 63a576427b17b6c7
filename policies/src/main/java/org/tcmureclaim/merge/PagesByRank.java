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

  private final long[] pages = new long[2 * ONE_SIGN];

  void clear() {
    Arrays.fill(pages, 0);
  }

  void add(long rank, long pages) {
    this.pages[bucket(rank)] += pages;
  }

  /** Turns counts into sums, after the last {@link #add}. */
  void sum() {
    long below = 0;
    for (int i = 0; i < pages.length; i++) {
      long here = pages[i];
      pages[i] = below;
      below += here;
    }
  }

  /** Pages that certainly go before one of this rank. */
  long before(long rank) {
    return pages[bucket(rank)];
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
