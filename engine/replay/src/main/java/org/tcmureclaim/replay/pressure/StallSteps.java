package org.tcmureclaim.replay.pressure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * What one file says of one counter of stalls, in the ways in which sources say it: the counter
 * itself, what came to it, or a share of the time since the moment before. {@link #addedUp} makes
 * one counter of all files.
 */
final class StallSteps {
  private static final int TOTAL = 0;
  private static final int MORE = 1;
  private static final int SHARE = 2;
  private static final int RESTART = 3;
  private static final int BEGIN = 4;

  private final String name;
  private long[] nanos = new long[16];
  private double[] values = new double[16];
  private byte[] kinds = new byte[16];
  private int size;
  private int figures;
  private double lastTotal;
  private long lastTotalNanos = Long.MIN_VALUE;

  StallSteps(String name) {
    this.name = name;
  }

  /** Where a counter is told. */
  interface Totals {
    void total(long nanos, long micros);
  }

  /** The counter as the kernel has it. */
  void total(long atNanos, long micros) throws MalformedLineException {
    if (atNanos >= lastTotalNanos && micros < lastTotal) {
      throw new MalformedLineException(
          "psi "
              + name
              + " total goes back: the host was started again, or this is another host; cut the"
              + " file there, or put a line LINUX-RESTART before it");
    }
    lastTotal = micros;
    lastTotalNanos = atNanos;
    step(atNanos, TOTAL, (double) micros);
  }

  /** So many µs more than at the moment before. */
  void more(long atNanos, double micros) {
    step(atNanos, MORE, micros);
  }

  /** So many percent of the time since the moment before; nothing where it is the first. */
  void share(long atNanos, double percent) {
    step(atNanos, SHARE, percent);
  }

  /** A row that says nothing yet: the first share is of the time after it. */
  void begin(long atNanos) {
    if (size == 0) {
      step(atNanos, BEGIN, 0);
    }
  }

  /** The host was started again: its counter begins at 0. */
  void restart() {
    if (size > 0) {
      lastTotal = 0;
      step(nanos[size - 1], RESTART, 0);
    }
  }

  /** Whether there is no figure. */
  boolean isEmpty() {
    return figures == 0;
  }

  long firstNanos() {
    return IntStream.range(0, size).mapToLong(i -> nanos[i]).min().orElse(Long.MAX_VALUE);
  }

  long lastNanos() {
    return IntStream.range(0, size).mapToLong(i -> nanos[i]).max().orElse(Long.MIN_VALUE);
  }

  private void step(long atNanos, int kind, double value) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    figures += kind == RESTART || kind == BEGIN ? 0 : 1;
    nanos[size] = atNanos;
    values[size] = value;
    kinds[size++] = (byte) kind;
  }

  private int[] byTime() {
    boolean sorted = IntStream.range(1, size).allMatch(i -> nanos[i - 1] <= nanos[i]);
    return sorted
        ? IntStream.range(0, size).toArray()
        : IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingLong(i -> nanos[i]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * One counter of the files, which do not overlap and are in the order of time. A total that is
   * less than that of the file before it began at 0 in between.
   */
  static void addedUp(List<StallSteps> files, Totals out) {
    double micros = 0;
    double base = 0;
    double before = 0;
    long last = Long.MIN_VALUE;
    boolean isNew = false;
    for (StallSteps steps : files) {
      for (int i : steps.byTime()) {
        long at = steps.nanos[i];
        double value = steps.values[i];
        int kind = steps.kinds[i];
        if (kind == TOTAL) {
          base = value < before ? micros : base;
          before = value;
          micros = base + value;
        } else if (kind == RESTART) {
          base = micros;
          before = 0;
          continue;
        } else if (kind == BEGIN) {
          last = Math.max(last, at);
          isNew = true;
          continue;
        } else if (at == last && !isNew) {
          continue; // the same row once more
        } else if (kind == MORE) {
          micros += value;
        } else if (last != Long.MIN_VALUE) {
          micros += value / 100 * ((at - last) / 1e3);
        }
        last = at;
        isNew = false;
        out.total(at, (long) micros);
      }
    }
  }
}
