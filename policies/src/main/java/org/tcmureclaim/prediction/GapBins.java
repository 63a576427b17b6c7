package org.tcmureclaim.prediction;

/**
 * Gaps between two needs of a page, in bins that grow with the gap: two to an octave, from a
 * quarter of a second to three days. Integer arithmetic, so that every machine agrees.
 */
final class GapBins {
  /** The number of bins; shorter gaps fall into the first one, longer ones into the last. */
  static final int BINS = 40;

  /** Bin 0 begins at 2 to this power, in nanoseconds. */
  private static final int FIRST_EXPONENT = 28;

  /** {@link #firstNanos} of all bins and of what follows the last. */
  static final double[] FIRST_NANOS = new double[BINS + 1];

  /** How much longer the longest gap of a bin is than the shortest. */
  static final double[] SPAN_NANOS = new double[BINS];

  static {
    for (int bin = 0; bin <= BINS; bin++) {
      FIRST_NANOS[bin] = firstNanos(bin);
    }
    for (int bin = 0; bin < BINS; bin++) {
      SPAN_NANOS[bin] = FIRST_NANOS[bin + 1] - FIRST_NANOS[bin];
    }
  }

  private GapBins() {}

  static int of(long gapNanos) {
    int exponent = 63 - Long.numberOfLeadingZeros(gapNanos | 1);
    if (exponent < FIRST_EXPONENT) {
      return 0;
    }
    int half = (int) (gapNanos >>> (exponent - 1)) & 1;
    return Math.min(BINS - 1, 2 * (exponent - FIRST_EXPONENT) + half);
  }

  /** The shortest gap in a bin; {@code bin} may be {@link #BINS}. */
  static long firstNanos(int bin) {
    long octave = 1L << (FIRST_EXPONENT + bin / 2);
    return (bin & 1) == 0 ? octave : octave + octave / 2;
  }
}
