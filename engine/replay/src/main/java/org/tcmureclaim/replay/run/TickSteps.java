package org.tcmureclaim.replay.run;

import org.tcmureclaim.heat.Staircases;

/**
 * {@link Staircases}, in ticks and for whole numbers of them: for every page of every device the
 * tick that last needed it, as a stack of steps with the oldest and highest at the bottom. Beside
 * it, the step that holds the last page that the device holds, so that nobody has to look for it.
 */
final class TickSteps {
  private static final int MOST_STEPS = Staircases.MOST_STEPS;

  private final long tickNanos;
  private final int[] steps;
  private final int[] heldStep;
  private final int[] endPages;
  private final int[] reachedTick;

  TickSteps(int devices, long tickNanos) {
    this.tickNanos = tickNanos;
    this.steps = new int[devices];
    this.heldStep = new int[devices];
    this.endPages = new int[devices * MOST_STEPS];
    this.reachedTick = new int[devices * MOST_STEPS];
  }

  /**
   * A device needs its first pages, up to a peak.
   *
   * @param residentPages what it holds now; if that is the peak, its last page is as new
   * @return whether the last page held may pass for younger than it did, though it was not needed
   */
  boolean reach(int device, int peakPages, int residentPages, int tick) {
    int base = device * MOST_STEPS;
    int kept = steps[device];
    while (kept > 0 && endPages[base + kept - 1] <= peakPages) {
      kept--;
    }
    boolean joined = kept == MOST_STEPS;
    if (joined) {
      join(device, tick);
      kept--;
    }
    endPages[base + kept] = peakPages;
    reachedTick[base + kept] = tick;
    steps[device] = kept + 1;
    if (residentPages == peakPages) {
      heldStep[device] = kept;
    }
    return joined;
  }

  /** The tick that last needed the last page held. */
  int heldTick(int device) {
    return reachedTick[device * MOST_STEPS + heldStep[device]];
  }

  /** Where the step begins that holds the last page held. */
  int heldFirstPage(int device) {
    int below = heldStep[device] + 1;
    return below < steps[device] ? endPages[device * MOST_STEPS + below] : 0;
  }

  /** The device now holds so many pages, 1 or more and fewer than before. */
  void shrink(int device, int residentPages) {
    int base = device * MOST_STEPS;
    int step = heldStep[device];
    while (step + 1 < steps[device] && endPages[base + step + 1] >= residentPages) {
      step++;
    }
    heldStep[device] = step;
  }

  /** Joins the two neighbours whose ages differ least, as {@link Staircases} does. */
  private void join(int device, int tick) {
    int base = device * MOST_STEPS;
    int best = 0;
    double leastShare = Double.MAX_VALUE;
    for (int i = 0; i < MOST_STEPS - 1; i++) {
      double olderNanos = Math.max(1, (tick - reachedTick[base + i]) * tickNanos);
      double share = (reachedTick[base + i + 1] - reachedTick[base + i]) * tickNanos / olderNanos;
      if (share < leastShare) {
        leastShare = share;
        best = i;
      }
    }
    reachedTick[base + best] = reachedTick[base + best + 1];
    int rest = MOST_STEPS - best - 2;
    System.arraycopy(endPages, base + best + 2, endPages, base + best + 1, rest);
    System.arraycopy(reachedTick, base + best + 2, reachedTick, base + best + 1, rest);
    if (heldStep[device] > best) {
      heldStep[device]--;
    }
  }
}
