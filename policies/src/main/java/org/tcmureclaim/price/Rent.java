package org.tcmureclaim.price;

/**
 * The rent that one page would have paid since any moment, in units of one re-allocation, at a
 * price that changes over time. Remembers the recent past of its sum in at most {@value #MARKS}
 * marks, so that the moment since when exactly one re-allocation was paid is known to 1/{@value
 * #MARKS_PER_UNIT} of it.
 */
public final class Rent {
  private static final int MARKS_PER_UNIT = 256;
  private static final int MARKS = 512;

  private final long[] markNanos = new long[MARKS];
  private final double[] markPaid = new double[MARKS];
  private int first;
  private int count;
  private double paid;
  private long nowNanos;

  /** Starts at a moment, with nothing paid. */
  public void start(long nowNanos) {
    this.nowNanos = nowNanos;
    first = 0;
    count = 0;
    mark();
  }

  /**
   * Pays for the time since the last call.
   *
   * @param perNano re-allocations a nanosecond
   */
  public void pay(long nowNanos, double perNano) {
    paid += (nowNanos - this.nowNanos) * perNano;
    this.nowNanos = nowNanos;
    if (paid - markPaid[(first + count - 1) % MARKS] >= 1.0 / MARKS_PER_UNIT) {
      mark();
    }
    while (count > 1 && paid - markPaid[(first + 1) % MARKS] >= 1) {
      first = (first + 1) % MARKS;
      count--;
    }
  }

  /** Whether a page that was last needed then has paid for one re-allocation. */
  public boolean isPaidSince(long lastNeededNanos) {
    return paid - markPaid[first] >= 1 && lastNeededNanos - markNanos[first] <= 0;
  }

  private void mark() {
    if (count == MARKS) {
      first = (first + 1) % MARKS;
      count--;
    }
    int at = (first + count) % MARKS;
    markNanos[at] = nowNanos;
    markPaid[at] = paid;
    count++;
  }
}
