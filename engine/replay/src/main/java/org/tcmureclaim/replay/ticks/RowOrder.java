package org.tcmureclaim.replay.ticks;

import java.util.Arrays;

/** Sorts the rows of each tick by device. */
final class RowOrder {
  private RowOrder() {}

  static void sortEachTick(int[] firstRow, int[] device, int[] peakPages, int[] floorPages) {
    long[] keys = new long[0];
    int[] peaks = new int[0];
    int[] floors = new int[0];
    for (int tick = 0; tick + 1 < firstRow.length; tick++) {
      int first = firstRow[tick];
      int count = firstRow[tick + 1] - first;
      if (isSorted(device, first, count)) {
        continue;
      }
      if (keys.length < count) {
        keys = new long[count];
        peaks = new int[count];
        floors = new int[count];
      }
      for (int i = 0; i < count; i++) {
        keys[i] = (long) device[first + i] << 32 | i;
      }
      System.arraycopy(peakPages, first, peaks, 0, count);
      System.arraycopy(floorPages, first, floors, 0, count);
      Arrays.sort(keys, 0, count);
      for (int i = 0; i < count; i++) {
        int from = (int) keys[i];
        device[first + i] = (int) (keys[i] >>> 32);
        peakPages[first + i] = peaks[from];
        floorPages[first + i] = floors[from];
      }
    }
  }

  private static boolean isSorted(int[] device, int first, int count) {
    for (int i = first + 1; i < first + count; i++) {
      if (device[i - 1] > device[i]) {
        return false;
      }
    }
    return true;
  }
}
