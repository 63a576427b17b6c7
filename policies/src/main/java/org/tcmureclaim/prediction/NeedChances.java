package org.tcmureclaim.prediction;

/**
 * What a rate is computed from, besides a class's own gaps, laid out so that it is read in passing:
 * {@link CommonHazards common chances} and {@link QuietFactors factors} multiplied out for each
 * magnitude and state, and reciprocals of how many gaps of its own are still to come.
 */
final class NeedChances {
  private final double commonGaps;
  private final double[] common =
      new double[CommonHazards.MAGNITUDES * QuietFactors.STATES * GapBins.BINS];
  private final double[] factors = new double[QuietFactors.STATES * GapBins.BINS];
  private final double[] reciprocals = new double[GapHistory.MOST_COUNTED + 1];

  /**
   * @param commonGaps how many gaps of its own weigh as much as what is common; above 0
   */
  NeedChances(double commonGaps) {
    this.commonGaps = commonGaps;
    for (int gaps = 0; gaps < reciprocals.length; gaps++) {
      reciprocals[gaps] = 1 / (gaps + commonGaps);
    }
  }

  /** Takes in what was learned. */
  void refresh(CommonHazards hazards, QuietFactors quiet) {
    for (int state = 0; state < QuietFactors.STATES; state++) {
      for (int bin = 0; bin < GapBins.BINS; bin++) {
        double factor = quiet.factor(state, bin);
        factors[state * GapBins.BINS + bin] = factor;
        for (int magnitude = 0; magnitude < CommonHazards.MAGNITUDES; magnitude++) {
          common[ofCommon(magnitude, state) + bin] =
              commonGaps * hazards.hazard(magnitude, bin) * factor;
        }
      }
    }
  }

  /** Where the chances of a magnitude and state begin in {@link #common}; one for each bin. */
  static int ofCommon(int magnitude, int state) {
    return (magnitude * QuietFactors.STATES + state) * GapBins.BINS;
  }

  /** Where the factors of a state begin in {@link #factors}; one for each bin. */
  static int ofFactors(int state) {
    return state * GapBins.BINS;
  }

  /** Common chances by what {@link #ofCommon} says; not to be written to. */
  double[] common() {
    return common;
  }

  /** Factors by what {@link #ofFactors} says; not to be written to. */
  double[] factors() {
    return factors;
  }

  /** One over the gaps still to come, common ones included, by own gaps; not to be written to. */
  double[] reciprocals() {
    return reciprocals;
  }
}
