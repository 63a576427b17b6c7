package org.tcmureclaim.demand;

import java.util.Arrays;

/**
 * Splits an amount among parties in proportion to weight times what each has, none above what it
 * has. The parts add up to the amount wherever it can be met, and nobody's part falls when the
 * amount grows.
 *
 * <p>It is a divisor method: each part is {@code min(available, weight × available × rate)} at the
 * highest rate that does not give more than the amount, and what rounding left over goes to the
 * first parties, none of them beyond its part at the next rate. Integers only, so that all machines
 * agree.
 */
public final class WeightedSplit {
  /** Rates are in units of {@code 2^-RATE_BITS}; at the rate 1 every part is all there is. */
  private static final int RATE_BITS = 40;

  private static final long HIGHEST_RATE = 1L << RATE_BITS;

  private long[] availablePages = new long[8];
  private long[] weighedPages = new long[8];
  private long[] parts = new long[8];
  private int size;
  private long totalPages;

  public void clear() {
    size = 0;
    totalPages = 0;
  }

  /**
   * Adds a party; they are numbered from 0.
   *
   * @param weight 1 to 10000
   */
  public void add(int weight, long available) {
    if (size == parts.length) {
      availablePages = Arrays.copyOf(availablePages, size * 2);
      weighedPages = Arrays.copyOf(weighedPages, size * 2);
      parts = Arrays.copyOf(parts, size * 2);
    }
    availablePages[size] = available;
    weighedPages[size] = Math.multiplyExact(available, (long) weight);
    totalPages += available;
    size++;
  }

  /** What all have together. */
  public long totalPages() {
    return totalPages;
  }

  /** What a party has to give. */
  public long part(int party) {
    return parts[party];
  }

  /** Splits this amount, or all there is. */
  public void split(long wantedPages) {
    long amount = Math.min(wantedPages, totalPages);
    long rate = highestRate(amount);
    long left = amount;
    for (int i = 0; i < size; i++) {
      parts[i] = partAt(i, rate);
      left -= parts[i];
    }
    for (int i = 0; i < size && left > 0; i++) {
      long more = Math.min(left, partAt(i, rate + 1) - parts[i]);
      parts[i] += more;
      left -= more;
    }
  }

  private long highestRate(long amount) {
    long low = 0;
    long high = HIGHEST_RATE;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (sumAt(middle) <= amount) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private long sumAt(long rate) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += partAt(i, rate);
    }
    return sum;
  }

  private long partAt(int party, long rate) {
    long high = Math.multiplyHigh(weighedPages[party], rate);
    long low = weighedPages[party] * rate;
    long scaled = (high << (64 - RATE_BITS)) | (low >>> RATE_BITS);
    return Math.min(availablePages[party], scaled);
  }
}
