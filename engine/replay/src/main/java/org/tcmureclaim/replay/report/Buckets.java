package org.tcmureclaim.replay.report;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * The ticks of a trace in a bounded number of stretches that differ in length by one tick at most,
 * so that a series takes the same space however long the trace is.
 */
final class Buckets {
  /** More than a chart has pixels for at most zooms, and few enough for a page of many runs. */
  static final int MOST = 512;

  private final int ticks;
  private final int count;

  Buckets(int ticks) {
    this.ticks = ticks;
    this.count = Math.min(ticks, MOST);
  }

  int count() {
    return count;
  }

  int of(int tick) {
    return (int) ((long) tick * count / ticks);
  }

  boolean isLastTick(int tick) {
    return tick + 1 == ticks || of(tick + 1) != of(tick);
  }

  /** First tick of each bucket, and the number of ticks behind them, with {@code factor} merged. */
  long[] firstTicks(int factor) {
    int merged = merged(factor);
    long[] first = new long[merged + 1];
    for (int i = 0; i < merged; i++) {
      first[i] = ((long) i * factor * ticks + count - 1) / count;
    }
    first[merged] = ticks;
    return first;
  }

  /** Every {@code factor} neighbours as one. */
  long[] merge(long[] values, int factor, LongBinaryOperator operator) {
    long[] merged = new long[merged(factor)];
    for (int i = 0; i < merged.length; i++) {
      int end = Math.min(count, (i + 1) * factor);
      merged[i] = Arrays.stream(values, i * factor, end).reduce(operator).orElseThrow();
    }
    return merged;
  }

  private int merged(int factor) {
    return (count + factor - 1) / factor;
  }
}
