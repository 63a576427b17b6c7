package org.tcmureclaim.prediction;

import java.util.HashMap;
import java.util.Map;

/**
 * What a rate is computed from, besides a class's own gaps and the {@link QuietFactors factors} of
 * its device: {@link CommonHazards common chances} for each magnitude, and reciprocals of how many
 * gaps of its own are still to come. A host has a policy for each of a thousand customers, so this
 * holds nothing that one multiplication makes of the rest.
 */
final class NeedChances {
  /** By common gaps: policies with the same trust share one table, which is never written to. */
  private static final Map<Double, double[]> TABLES = new HashMap<>();

  private final double commonGaps;
  private final double[] common = new double[CommonHazards.MAGNITUDES * GapBins.BINS];
  private final double[] reciprocals;

  /**
   * @param commonGaps how many gaps of its own weigh as much as what is common; above 0
   */
  NeedChances(double commonGaps) {
    this.commonGaps = commonGaps;
    this.reciprocals = reciprocals(commonGaps);
  }

  private static double[] reciprocals(double commonGaps) {
    synchronized (TABLES) {
      return TABLES.computeIfAbsent(commonGaps, NeedChances::newReciprocals);
    }
  }

  private static double[] newReciprocals(double commonGaps) {
    double[] byGaps = new double[GapHistory.MOST_COUNTED + 1];
    for (int gaps = 0; gaps < byGaps.length; gaps++) {
      byGaps[gaps] = 1 / (gaps + commonGaps);
    }
    return byGaps;
  }

  /** Takes over what was learned. */
  void refresh(CommonHazards hazards) {
    hazards.conclude(commonGaps, common);
  }

  /** Where the chances of a magnitude begin in {@link #common}; one for each bin. */
  static int ofCommon(int magnitude) {
    return magnitude * GapBins.BINS;
  }

  /** Common chances by what {@link #ofCommon} says; not to be written to. */
  double[] common() {
    return common;
  }

  /** One over the gaps still to come, common ones included, by own gaps; not to be written to. */
  double[] reciprocals() {
    return reciprocals;
  }
}
