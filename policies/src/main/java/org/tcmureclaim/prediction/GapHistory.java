package org.tcmureclaim.prediction;

import java.util.Arrays;

/**
 * How often each level class of each device was needed again after which gap. A class takes a row
 * of 48 bytes when it is first needed again; a count that would overflow halves its row, so that
 * old habits fade. Eight counts share a {@code long}, so that a row is added up in a few
 * operations; before them stands how many gaps were ever counted.
 */
final class GapHistory {
  /** The row of all classes that were never needed again: nothing is ever added to it. */
  private static final int EMPTY_ROW = 0;

  static final int MOST_COUNT = 255;
  static final int BITS_PER_COUNT = 8;
  static final int COUNTS_PER_WORD = 8;

  /** The most that {@link #countFrom} can say. */
  static final int MOST_COUNTED = MOST_COUNT * GapBins.BINS;

  private static final int WORDS = 1 + GapBins.BINS / COUNTS_PER_WORD;
  private static final long EVERY_OTHER_COUNT = 0x00FF00FF00FF00FFL;
  private static final long HALF_OF_EACH = 0x7F7F7F7F7F7F7F7FL;
  private static final long ADD_UP = 0x0001000100010001L;

  private int[] rowOf = new int[0];
  private long[] counts = new long[256 * WORDS];
  private int[] freeRows = new int[256];
  private int freeCount;
  private int rows = 1;

  void reserve(int slots) {
    if (rowOf.length < slots * LevelClasses.COUNT) {
      rowOf = Arrays.copyOf(rowOf, slots * LevelClasses.COUNT);
    }
  }

  /** The row of a class, for those who read it; good until the next {@link #add}. */
  int row(int slot, int levelClass) {
    return rowOf[slot * LevelClasses.COUNT + levelClass];
  }

  /** Gaps that were seen of the class of a row. */
  int total(int row) {
    return (int) counts[row * WORDS];
  }

  /** Gaps of a row that fell into a bin, the older ones faded. */
  int count(int row, int bin) {
    return (int) (counts[word(row, bin)] >>> shift(bin)) & MOST_COUNT;
  }

  /** The sum of {@link #count} from a bin on. */
  int countFrom(int row, int firstBin) {
    int word = word(row, firstBin);
    long sums = pairs(counts[word] >>> shift(firstBin));
    for (word++; word < (row + 1) * WORDS; word++) {
      sums += pairs(counts[word]);
    }
    return (int) ((sums * ADD_UP) >>> 48);
  }

  /**
   * The counts of a bin and of those after it that share its word, {@value #BITS_PER_COUNT} bits
   * each, the lowest first.
   */
  long countsFrom(int row, int bin) {
    return counts[word(row, bin)] >>> shift(bin);
  }

  /** Counts one gap. */
  void add(int slot, int levelClass, int bin) {
    int at = slot * LevelClasses.COUNT + levelClass;
    if (rowOf[at] == EMPTY_ROW) {
      rowOf[at] = takeRow();
    }
    int row = rowOf[at];
    counts[row * WORDS]++;
    if (count(row, bin) == MOST_COUNT) {
      for (int word = row * WORDS + 1; word < (row + 1) * WORDS; word++) {
        counts[word] = (counts[word] >>> 1) & HALF_OF_EACH;
      }
    }
    counts[word(row, bin)] += 1L << shift(bin);
  }

  /** The slot is free. */
  void forget(int slot) {
    int base = slot * LevelClasses.COUNT;
    for (int at = base; at < base + LevelClasses.COUNT && at < rowOf.length; at++) {
      if (rowOf[at] != EMPTY_ROW) {
        giveRow(rowOf[at]);
        rowOf[at] = EMPTY_ROW;
      }
    }
  }

  private int takeRow() {
    if (freeCount > 0) {
      return freeRows[--freeCount];
    }
    if (rows == freeRows.length) {
      counts = Arrays.copyOf(counts, rows * 2 * WORDS);
      freeRows = Arrays.copyOf(freeRows, rows * 2);
    }
    return rows++;
  }

  private void giveRow(int row) {
    Arrays.fill(counts, row * WORDS, (row + 1) * WORDS, 0);
    freeRows[freeCount++] = row;
  }

  private static int word(int row, int bin) {
    return row * WORDS + 1 + bin / COUNTS_PER_WORD;
  }

  private static int shift(int bin) {
    return (bin % COUNTS_PER_WORD) * BITS_PER_COUNT;
  }

  /** The sums of each two neighbours, in 16 bits each. */
  private static long pairs(long word) {
    return (word & EVERY_OTHER_COUNT) + ((word >>> 8) & EVERY_OTHER_COUNT);
  }
}
