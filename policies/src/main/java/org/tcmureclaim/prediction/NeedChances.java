package org.tcmureclaim.prediction;

/**
 * What a rate is computed from, besides a class's own gaps and the {@link QuietFactors factors} of
 * its device: {@link CommonHazards common chances} for each magnitude, and reciprocals of how many
 * gaps of its own are still to come. A host has a policy for each of a thousand customers, so this
 * holds nothing that one multiplication makes of the rest.
 */
final class NeedChances {
  /** Of the policy that was made last: most have the same, and it is never written to again. */
  private static volatile Reciprocals latest = Reciprocals.of(1);

  private final double commonGaps;
  private final double[] common = new double[CommonHazards.MAGNITUDES * GapBins.BINS];
  private final double[] reciprocals;

  /** One over own gaps and common ones together, by own gaps. */
  private record Reciprocals(double commonGaps, double[] byGaps) {
    private static Reciprocals of(double commonGaps) {
      double[] byGaps = new double[GapHistory.MOST_COUNTED + 1];
      for (int gaps = 0; gaps < byGaps.length; gaps++) {
        byGaps[gaps] = 1 / (gaps + commonGaps);
      }
      return new Reciprocals(commonGaps, byGaps);
    }
  }

  /**
   * @param commonGaps how many gaps of its own weigh as much as what is common; above 0
   */
  NeedChances(double commonGaps) {
    this.commonGaps = commonGaps;
    Reciprocals shared = latest;
    if (shared.commonGaps() != commonGaps) {
      shared = Reciprocals.of(commonGaps);
      latest = shared;
    }
    this.reciprocals = shared.byGaps();
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
