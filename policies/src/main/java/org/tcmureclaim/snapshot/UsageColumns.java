package org.tcmureclaim.snapshot;

import java.util.Arrays;

/** How much each device holds, by slot: measured, or as a model has it. */
final class UsageColumns {
  long[] residentPages;
  long[] tailPages;
  long[] peakPages;

  UsageColumns(int capacity) {
    residentPages = new long[capacity];
    tailPages = new long[capacity];
    peakPages = new long[capacity];
  }

  void clear(int slot) {
    residentPages[slot] = 0;
    tailPages[slot] = 0;
    peakPages[slot] = 0;
  }

  void copyFrom(UsageColumns from) {
    int capacity = from.residentPages.length;
    fit(capacity);
    System.arraycopy(from.residentPages, 0, residentPages, 0, capacity);
    System.arraycopy(from.tailPages, 0, tailPages, 0, capacity);
    System.arraycopy(from.peakPages, 0, peakPages, 0, capacity);
  }

  void fit(int capacity) {
    if (residentPages.length < capacity) {
      residentPages = Arrays.copyOf(residentPages, capacity);
      tailPages = Arrays.copyOf(tailPages, capacity);
      peakPages = Arrays.copyOf(peakPages, capacity);
    }
  }
}
