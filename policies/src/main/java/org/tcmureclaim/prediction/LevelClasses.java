package org.tcmureclaim.prediction;

/**
 * The levels of a data area in classes whose gaps are counted together: two to an octave, so that a
 * class is about a third as wide as all below it.
 */
final class LevelClasses {
  /** Enough for 1 GiB; higher pages fall into the last class. */
  static final int COUNT = 36;

  private LevelClasses() {}

  /** The class of a page, counted from 0. */
  static int of(long page) {
    long level = page + 1;
    int exponent = 63 - Long.numberOfLeadingZeros(level);
    if (exponent == 0) {
      return 0;
    }
    int half = (int) (level >>> (exponent - 1)) & 1;
    return Math.min(COUNT - 1, 2 * exponent - 1 + half);
  }

  /** The page at which a class begins; {@code levelClass} may be {@link #COUNT}. */
  static int firstPage(int levelClass) {
    if (levelClass == 0) {
      return 0;
    }
    int octave = 1 << ((levelClass + 1) / 2);
    return ((levelClass & 1) == 1 ? octave : octave + octave / 2) - 1;
  }

  /** The page that stands for all of a class. */
  static int middlePage(int levelClass) {
    return (firstPage(levelClass) + firstPage(levelClass + 1)) / 2;
  }

  /** Pages in a class. */
  static int pages(int levelClass) {
    return firstPage(levelClass + 1) - firstPage(levelClass);
  }
}
