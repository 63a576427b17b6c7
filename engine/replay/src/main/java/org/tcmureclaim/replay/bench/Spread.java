package org.tcmureclaim.replay.bench;

import java.util.Arrays;
import java.util.Locale;

/** The middle and the ends of some figures. */
record Spread(double median, double least, double most) {

  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Such as {@code 2.98 (2.91–3.04)}; the middle alone where there is no spread to show. */
  String text(String format) {
    String middle = number(format, median);
    return least == most
        ? middle
        : middle + " (" + number(format, least) + "–" + number(format, most) + ")";
  }

  /** The middle alone. */
  String middle(String format) {
    return number(format, median);
  }

  static String number(String format, double value) {
    return Double.isInfinite(value) ? "∞" : String.format(Locale.ROOT, format, value);
  }
}
