package org.tcmureclaim.simulation.workload;

import java.util.SplittableRandom;

/**
 * Sizes in bytes, all orders of magnitude alike likely. Both ends are included.
 *
 * @param minBytes at least one page
 * @param maxBytes at least {@code minBytes}
 */
public record SizeRange(long minBytes, long maxBytes) {
  private static final long KIB = 1024;
  private static final long PAGE_BYTES = 4 * KIB;

  public SizeRange {
    if (minBytes < PAGE_BYTES || maxBytes < minBytes) {
      throw new IllegalArgumentException("sizes from " + minBytes + " to " + maxBytes + " bytes");
    }
  }

  public static SizeRange ofKib(long minKib, long maxKib) {
    return new SizeRange(minKib * KIB, maxKib * KIB);
  }

  /** Draws a size in whole pages: a doubling first, then a place within it. */
  long draw(SplittableRandom random) {
    int doublings = 63 - Long.numberOfLeadingZeros(maxBytes / minBytes);
    long low = minBytes << random.nextInt(doublings + 1);
    long high = Math.min(maxBytes, 2 * low - 1);
    return random.nextLong(low, high + 1) / PAGE_BYTES * PAGE_BYTES;
  }
}
