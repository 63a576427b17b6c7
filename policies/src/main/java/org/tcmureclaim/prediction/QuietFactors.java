package org.tcmureclaim.prediction;

import java.util.Arrays;

/**
 * Has this tenant gone quiet? How much more or less likely a page is to be needed when its device
 * is in use at lower levels, or has been idle for part or most of the time that the page has. All
 * devices teach the factors: needs met in a state, over what the time spent in it would have
 * brought at the average rate of pages equally old (the proportional hazards of D. R. Cox,
 * "Regression models and life-tables", JRSS B 1972).
 */
final class QuietFactors {
  /** The device is in use. */
  static final int IN_USE = 0;

  private static final int IDLE_FOR_A_MOMENT = 1;
  private static final int IDLE_FOR_LONG = 2;
  private static final int QUIET = 3;
  static final int STATES = 4;

  /** Needs that must be seen before a factor moves half of its way from 1. */
  private static final double CAUTIOUS_PAGES = 20;

  private final double[] neededPages = new double[STATES * GapBins.BINS];
  private final double[] idlePageTicks = new double[STATES * GapBins.BINS];
  private final double[] factors = new double[STATES * GapBins.BINS];

  QuietFactors() {
    Arrays.fill(factors, 1);
  }

  /**
   * The state of a device.
   *
   * @param deviceIdleNanos since it was last in use
   * @param pageIdleNanos since the page was last needed; no less
   */
  static int state(long deviceIdleNanos, long pageIdleNanos, long tickNanos) {
    if (deviceIdleNanos <= 2 * tickNanos) {
      return IN_USE;
    }
    if (deviceIdleNanos < pageIdleNanos / 8) {
      return IDLE_FOR_A_MOMENT;
    }
    return deviceIdleNanos < pageIdleNanos / 3 * 2 ? IDLE_FOR_LONG : QUIET;
  }

  /**
   * For how long a device that goes on being idle stays in its {@link #state}, to a few nanoseconds
   * less; below 0 where it may leave it at once.
   */
  static long stateLastsNanos(long deviceIdleNanos, long pageIdleNanos, long tickNanos) {
    return switch (state(deviceIdleNanos, pageIdleNanos, tickNanos)) {
      case IN_USE -> 2 * tickNanos - deviceIdleNanos;
      case IDLE_FOR_A_MOMENT -> (pageIdleNanos - 8 * deviceIdleNanos) / 7 - 2;
      case IDLE_FOR_LONG -> 2 * pageIdleNanos - 3 * deviceIdleNanos - 6;
      default -> Long.MAX_VALUE;
    };
  }

  /** Pages that were idle up to this bin were needed, with their device in this state. */
  void needed(int state, int bin, int pages) {
    neededPages[state * GapBins.BINS + bin] += pages;
  }

  /** Pages were idle for so many ticks. */
  void idle(int state, int bin, int pages, int ticks) {
    idlePageTicks[state * GapBins.BINS + bin] += (double) pages * ticks;
  }

  /** Computes the factors. */
  void refresh() {
    for (int bin = 0; bin < GapBins.BINS; bin++) {
      double needed = 0;
      double idle = 0;
      for (int at = bin; at < factors.length; at += GapBins.BINS) {
        needed += neededPages[at];
        idle += idlePageTicks[at];
      }
      for (int at = bin; needed > 0 && idle > 0 && at < factors.length; at += GapBins.BINS) {
        double expected = idlePageTicks[at] * needed / idle;
        factors[at] = (neededPages[at] + CAUTIOUS_PAGES) / (expected + CAUTIOUS_PAGES);
      }
    }
  }

  double factor(int state, int bin) {
    return factors[ofState(state) + bin];
  }

  /** Where the factors of a state begin in {@link #factors}; one for each bin. */
  static int ofState(int state) {
    return state * GapBins.BINS;
  }

  /** Factors by what {@link #ofState} says; not to be written to. */
  double[] factors() {
    return factors;
  }
}
