package org.tcmureclaim.prediction;

import java.util.Arrays;

/**
 * How often each level class of each device was needed again after which gap. A count that would
 * overflow halves its row, so that old habits fade. Eight counts share a {@code long}, so that a
 * row is added up in a few operations; before them stands how many gaps were ever counted.
 *
 * <p>A row takes 48 bytes. Usage is nested, so the classes that were needed again are the lowest
 * ones: a device has the rows of these beside each other, {@value #ROWS_PER_STEP} at a time, and
 * moves to a longer place when it is out of rows.
 */
final class GapHistory {
  static final int MOST_COUNT = 255;
  static final int BITS_PER_COUNT = 8;
  static final int COUNTS_PER_WORD = 8;

  /** The most that {@link #countFrom} can say. */
  static final int MOST_COUNTED = MOST_COUNT * GapBins.BINS;

  /** The row of all classes that were never needed again: nothing is ever added to it. */
  private static final int EMPTY_ROW = 0;

  private static final int WORDS = 1 + GapBins.BINS / COUNTS_PER_WORD;
  private static final int ROWS_PER_STEP = 4;
  private static final int MOST_STEPS = (LevelClasses.COUNT + ROWS_PER_STEP - 1) / ROWS_PER_STEP;
  private static final long EVERY_OTHER_COUNT = 0x00FF00FF00FF00FFL;
  private static final long HALF_OF_EACH = 0x7F7F7F7F7F7F7F7FL;
  private static final long ADD_UP = 0x0001000100010001L;

  private int[] firstRow = new int[0];
  private int[] rowCount = new int[0];
  private long[] counts = new long[16 * WORDS];
  private int rows = 1;

  /** Places that were left, by their length in steps; each names the next of its length. */
  private final int[] freePlaces = new int[MOST_STEPS + 1];

  void reserve(int slots) {
    if (firstRow.length < slots) {
      firstRow = Arrays.copyOf(firstRow, slots);
      rowCount = Arrays.copyOf(rowCount, slots);
    }
  }

  /** The row of a class, for those who read it; good until the next {@link #add}. */
  int row(int slot, int levelClass) {
    return levelClass < rowCount[slot] ? firstRow[slot] + levelClass : EMPTY_ROW;
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
    if (levelClass >= rowCount[slot]) {
      move(slot, levelClass / ROWS_PER_STEP + 1);
    }
    int row = firstRow[slot] + levelClass;
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
    if (slot < rowCount.length) {
      leave(firstRow[slot], rowCount[slot]);
      rowCount[slot] = 0;
    }
  }

  /** Gives a device more rows, with what it has counted. */
  private void move(int slot, int steps) {
    int place = take(steps);
    int before = firstRow[slot];
    System.arraycopy(counts, before * WORDS, counts, place * WORDS, rowCount[slot] * WORDS);
    leave(before, rowCount[slot]);
    firstRow[slot] = place;
    rowCount[slot] = steps * ROWS_PER_STEP;
  }

  private int take(int steps) {
    int place = freePlaces[steps];
    if (place != EMPTY_ROW) {
      freePlaces[steps] = (int) counts[place * WORDS];
      counts[place * WORDS] = 0;
      return place;
    }
    place = rows;
    rows += steps * ROWS_PER_STEP;
    if (rows * WORDS > counts.length) {
      counts = Arrays.copyOf(counts, Math.max(rows * WORDS, counts.length * 2));
    }
    return place;
  }

  private void leave(int place, int count) {
    if (count > 0) {
      Arrays.fill(counts, place * WORDS, (place + count) * WORDS, 0);
      counts[place * WORDS] = freePlaces[count / ROWS_PER_STEP];
      freePlaces[count / ROWS_PER_STEP] = place;
    }
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
