package org.tcmureclaim.prediction;

import java.util.Arrays;

/**
 * What is common to the pages of all devices: the chance that a page which has been idle up to a
 * bin is needed within it. A life table over all gaps, with those still open counted as survivors,
 * one for each magnitude of the number of gaps that the page's class has shown before: a page never
 * needed twice is another thing than one that was needed a thousand times.
 *
 * <p>Where nothing is known the chance is one half a bin, the same at every age; ranks then fall
 * with the idle time alone, as with LRU.
 */
final class CommonHazards {
  /** Magnitudes of the number of gaps seen: 0, 1, 2 to 3, 4 to 7, … 256 and more. */
  static final int MAGNITUDES = 10;

  private static final double UNKNOWN_EVENTS = 0.5;
  private static final double UNKNOWN_PAGES = 1;

  private final double[] endedPages = new double[MAGNITUDES * GapBins.BINS];
  private final double[] openPages = new double[MAGNITUDES * GapBins.BINS];

  static int magnitude(int gapsSeen) {
    return Math.min(MAGNITUDES - 1, 32 - Integer.numberOfLeadingZeros(gapsSeen));
  }

  /** Pages of a class that had shown so many gaps were needed again. */
  void ended(int gapsSeen, int bin, int pages) {
    endedPages[magnitude(gapsSeen) * GapBins.BINS + bin] += pages;
  }

  /** Pages of such a class are still idle. Counted again before each {@link #conclude}. */
  void open(int gapsSeen, int bin, int pages) {
    openPages[magnitude(gapsSeen) * GapBins.BINS + bin] += pages;
  }

  /**
   * Writes what is known of each magnitude and bin by now, and forgets the open gaps.
   *
   * @param factor that each chance is multiplied by
   */
  void conclude(double factor, double[] chances) {
    for (int magnitude = 0; magnitude < MAGNITUDES; magnitude++) {
      double laterPages = 0;
      for (int bin = GapBins.BINS - 1; bin >= 0; bin--) {
        int at = magnitude * GapBins.BINS + bin;
        double atRisk = laterPages + endedPages[at] + openPages[at] / 2 + UNKNOWN_PAGES;
        chances[at] = factor * ((endedPages[at] + UNKNOWN_EVENTS) / atRisk);
        laterPages += endedPages[at] + openPages[at];
      }
    }
    Arrays.fill(openPages, 0);
  }
}
