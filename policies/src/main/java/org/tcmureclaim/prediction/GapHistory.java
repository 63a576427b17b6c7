package org.tcmureclaim.prediction;

import java.util.Arrays;

/**
 * How often each level class of each device was needed again after which gap. A class takes a row
 * of {@value GapBins#BINS} bytes when it is first needed again; a count that would overflow halves
 * its row, so that old habits fade.
 */
final class GapHistory {
  private static final int NO_ROW = -1;
  private static final int MOST_COUNT = 255;

  private int[] rowOf = new int[0];
  private byte[] counts = new byte[256 * GapBins.BINS];
  private int[] totals = new int[256];
  private int[] freeRows = new int[256];
  private int freeCount;
  private int rows;

  void reserve(int slots) {
    int before = rowOf.length;
    if (before < slots * LevelClasses.COUNT) {
      rowOf = Arrays.copyOf(rowOf, slots * LevelClasses.COUNT);
      Arrays.fill(rowOf, before, rowOf.length, NO_ROW);
    }
  }

  /** Gaps that were seen of a class. */
  int total(int slot, int levelClass) {
    int row = rowOf[slot * LevelClasses.COUNT + levelClass];
    return row == NO_ROW ? 0 : totals[row];
  }

  /** Counts one gap. */
  void add(int slot, int levelClass, int bin) {
    int at = slot * LevelClasses.COUNT + levelClass;
    if (rowOf[at] == NO_ROW) {
      rowOf[at] = takeRow();
    }
    int row = rowOf[at];
    totals[row]++;
    int base = row * GapBins.BINS;
    if (Byte.toUnsignedInt(counts[base + bin]) == MOST_COUNT) {
      for (int i = base; i < base + GapBins.BINS; i++) {
        counts[i] = (byte) (Byte.toUnsignedInt(counts[i]) / 2);
      }
    }
    counts[base + bin]++;
  }

  /** Writes the counts of a class, or zeros; returns their sum from {@code firstBin} on. */
  int copy(int slot, int levelClass, int firstBin, int[] into) {
    int row = rowOf[slot * LevelClasses.COUNT + levelClass];
    int sum = 0;
    for (int bin = firstBin; bin < GapBins.BINS; bin++) {
      int count = row == NO_ROW ? 0 : Byte.toUnsignedInt(counts[row * GapBins.BINS + bin]);
      into[bin] = count;
      sum += count;
    }
    return sum;
  }

  /** The slot is free. */
  void forget(int slot) {
    int base = slot * LevelClasses.COUNT;
    for (int at = base; at < base + LevelClasses.COUNT && at < rowOf.length; at++) {
      if (rowOf[at] != NO_ROW) {
        giveRow(rowOf[at]);
        rowOf[at] = NO_ROW;
      }
    }
  }

  private int takeRow() {
    if (freeCount > 0) {
      return freeRows[--freeCount];
    }
    if (rows == totals.length) {
      totals = Arrays.copyOf(totals, rows * 2);
      counts = Arrays.copyOf(counts, rows * 2 * GapBins.BINS);
      freeRows = Arrays.copyOf(freeRows, rows * 2);
    }
    return rows++;
  }

  private void giveRow(int row) {
    totals[row] = 0;
    Arrays.fill(counts, row * GapBins.BINS, (row + 1) * GapBins.BINS, (byte) 0);
    freeRows[freeCount++] = row;
  }
}
