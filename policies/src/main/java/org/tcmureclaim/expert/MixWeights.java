package org.tcmureclaim.expert;

/**
 * What each order counts in a mix: {@code exp(-8 x)} of what the best does, where x is how much
 * more it has lost, as a part of what the best has lost (Hedge: Y. Freund, R. Schapire, "A
 * decision-theoretic generalization of on-line learning", JCSS 1997; relative to the losses, as
 * nobody knows beforehand how large they are going to be). In whole parts of {@value #PARTS}, so
 * that every machine mixes alike.
 */
final class MixWeights {
  /** All weights together. */
  static final int PARTS = 1 << MixWeights.PART_BITS;

  static final int PART_BITS = 10;

  private static final double STEEPNESS = 8;

  /** Added to what the best has lost: a difference of a few pages says little. */
  private static final int FIRST_PAGES = 64;

  private final int[] parts;
  private final double[] shares;

  MixWeights(int orders) {
    parts = new int[orders];
    shares = new double[orders];
  }

  /** Weighs anew; the rest that rounding leaves goes to the first of the best. */
  void weigh(Ghost[] ghosts) {
    int best = 0;
    for (int g = 1; g < ghosts.length; g++) {
      if (ghosts[g].losses() < ghosts[best].losses()) {
        best = g;
      }
    }
    double leastLosses = ghosts[best].losses();
    double scale = leastLosses + Ghost.lossesOf(FIRST_PAGES);
    double sum = 0;
    for (int g = 0; g < ghosts.length; g++) {
      shares[g] = StrictMath.exp(-STEEPNESS * (ghosts[g].losses() - leastLosses) / scale);
      sum += shares[g];
    }
    int left = PARTS;
    for (int g = 0; g < ghosts.length; g++) {
      parts[g] = (int) (PARTS * shares[g] / sum);
      left -= parts[g];
    }
    parts[best] += left;
  }

  /** What an order counts, out of {@link #PARTS}. */
  int parts(int order) {
    return parts[order];
  }

  /** What all orders together would have a device hold. */
  long mixedPages(Ghost[] ghosts, int slot) {
    long sum = PARTS / 2;
    for (int g = 0; g < ghosts.length; g++) {
      sum += parts[g] * ghosts[g].residentPages(slot);
    }
    return sum >> PART_BITS;
  }
}
