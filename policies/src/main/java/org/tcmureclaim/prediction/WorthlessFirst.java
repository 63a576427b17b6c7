package org.tcmureclaim.prediction;

import java.util.Arrays;
import org.tcmureclaim.heat.Staircases;
import org.tcmureclaim.merge.LevelRanks;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Ranks pages by their {@link ReuseRates rate}. A run is what one step of the staircase and one
 * level class have in common.
 *
 * <p>No page is needed before those below it, so its true rate is no higher than theirs. Estimates
 * are made to agree: a run ranks as the lowest of itself and the {@value #RUNS_COMPARED} runs below
 * it.
 *
 * <p>Rates change slowly, and less so the longer a page has been idle: the rank at the end of each
 * data area is kept for one part in {@value #KEPT_PART} of its idle time, so that a tick with
 * demand costs little more than looking at every device.
 */
public final class WorthlessFirst implements LevelRanks {
  private static final int RUNS_COMPARED = 3;
  private static final int KEPT_PART = 16;

  private final Staircases staircases;
  private final ReuseRates rates;
  private long[] keptEndPage = new long[0];
  private long[] keptReachedNanos = new long[0];
  private long[] keptAtNanos = new long[0];
  private int[] keptState = new int[0];
  private long[] keptRank = new long[0];
  private long nowNanos;

  public WorthlessFirst(Staircases staircases, ReuseRates rates) {
    this.staircases = staircases;
    this.rates = rates;
  }

  /** Prepares for the demand of a tick. */
  public void begin(HostSnapshot snapshot) {
    nowNanos = snapshot.takenAtNanos();
    int slots = snapshot.devices().slotCapacity();
    if (keptEndPage.length < slots) {
      keptEndPage = Arrays.copyOf(keptEndPage, slots);
      keptReachedNanos = Arrays.copyOf(keptReachedNanos, slots);
      keptAtNanos = Arrays.copyOf(keptAtNanos, slots);
      keptState = Arrays.copyOf(keptState, slots);
      keptRank = Arrays.copyOf(keptRank, slots);
    }
  }

  /** The slot is free. */
  public void forget(int slot) {
    if (slot < keptEndPage.length) {
      keptEndPage[slot] = 0;
    }
  }

  @Override
  public long rank(int slot, long endPage) {
    int step = staircases.stepBelow(slot, endPage);
    long reachedNanos = staircases.reachedNanos(slot, step);
    long idleNanos = staircases.idleNanos(slot, step);
    int state = rates.state(staircases.idleNanos(slot, 0), idleNanos);
    boolean isKept =
        keptEndPage[slot] == endPage
            && keptReachedNanos[slot] == reachedNanos
            && keptState[slot] == state;
    if (isKept && nowNanos - keptAtNanos[slot] <= idleNanos / KEPT_PART) {
      return keptRank[slot];
    }
    keptEndPage[slot] = endPage;
    keptReachedNanos[slot] = reachedNanos;
    keptAtNanos[slot] = nowNanos;
    keptState[slot] = state;
    keptRank[slot] = lowestRank(slot, endPage);
    return keptRank[slot];
  }

  private long lowestRank(int slot, long endPage) {
    long lowest = Long.MAX_VALUE;
    long deviceIdleNanos = staircases.idleNanos(slot, 0);
    long end = endPage;
    for (int run = 0; run <= RUNS_COMPARED && end > 0; run++) {
      int levelClass = LevelClasses.of(end - 1);
      long idleNanos = staircases.idleNanos(slot, staircases.stepBelow(slot, end));
      int state = rates.state(deviceIdleNanos, idleNanos);
      lowest = Math.min(lowest, rates.rank(slot, levelClass, idleNanos, state));
      end = firstPage(slot, end);
    }
    return lowest;
  }

  @Override
  public long firstPage(int slot, long endPage) {
    long stepFirst = staircases.firstPage(slot, staircases.stepBelow(slot, endPage));
    return Math.max(stepFirst, LevelClasses.firstPage(LevelClasses.of(endPage - 1)));
  }

  @Override
  public long idleNanosAt(long rank) {
    return CutOffers.NEVER;
  }
}
