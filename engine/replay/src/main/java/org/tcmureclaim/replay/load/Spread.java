package org.tcmureclaim.replay.load;

import java.util.Arrays;

/** How figures of several rounds lie; NaN where there are none. */
final class Spread {
  private Spread() {}

  /** The middle one, or the mean of the middle two. */
  static double median(double[] figures) {
    double[] sorted = sorted(figures);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static double least(double[] figures) {
    return figures.length == 0 ? Double.NaN : sorted(figures)[0];
  }

  static double most(double[] figures) {
    return figures.length == 0 ? Double.NaN : sorted(figures)[figures.length - 1];
  }

  private static double[] sorted(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
