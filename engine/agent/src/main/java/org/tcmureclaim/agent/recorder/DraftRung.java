package org.tcmureclaim.agent.recorder;

/** How the rungs of a draft lie in an array. */
final class DraftRung {
  static final int LONGS = 4;

  private DraftRung() {}

  static void put(long[] into, int row, int rung, long first, long last, long times) {
    into[row * LONGS] = rung;
    into[row * LONGS + 1] = first;
    into[row * LONGS + 2] = last;
    into[row * LONGS + 3] = times;
  }

  static int rung(long[] from, int row) {
    return (int) from[row * LONGS];
  }

  static long first(long[] from, int row) {
    return from[row * LONGS + 1];
  }

  static long last(long[] from, int row) {
    return from[row * LONGS + 2];
  }

  static long times(long[] from, int row) {
    return from[row * LONGS + 3];
  }
}
