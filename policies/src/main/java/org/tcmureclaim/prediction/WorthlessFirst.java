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
 * <p>Rates change slowly, and less so the longer a page has been idle: that of a run is kept for
 * one part in {@value #KEPT_PART} of its idle time, so that a tick with demand costs little more
 * than looking at every device.
 */
public final class WorthlessFirst implements LevelRanks {
  private static final int RUNS_COMPARED = 3;
  private static final int KEPT_PART = 6;

  /** Rates kept for a device; by the last bits of the level class. A power of two. */
  private static final int KEPT_RUNS = 8;

  private static final short NONE = -1;

  private final Staircases staircases;
  private final ReuseRates rates;
  private long[] keptReachedNanos = new long[0];
  private long[] keptAtNanos = new long[0];
  private long[] keptRank = new long[0];
  private short[] keptClassAndState = new short[0];
  private long nowNanos;

  public WorthlessFirst(Staircases staircases, ReuseRates rates) {
    this.staircases = staircases;
    this.rates = rates;
  }

  /** Prepares for the demand of a tick. */
  public void begin(HostSnapshot snapshot) {
    nowNanos = snapshot.takenAtNanos();
    int runs = snapshot.devices().slotCapacity() * KEPT_RUNS;
    int before = keptRank.length;
    if (before < runs) {
      keptReachedNanos = Arrays.copyOf(keptReachedNanos, runs);
      keptAtNanos = Arrays.copyOf(keptAtNanos, runs);
      keptRank = Arrays.copyOf(keptRank, runs);
      keptClassAndState = Arrays.copyOf(keptClassAndState, runs);
      Arrays.fill(keptClassAndState, before, runs, NONE);
    }
  }

  /** The slot is free. */
  public void forget(int slot) {
    if (slot * KEPT_RUNS < keptRank.length) {
      Arrays.fill(keptClassAndState, slot * KEPT_RUNS, (slot + 1) * KEPT_RUNS, NONE);
    }
  }

  @Override
  public long rank(int slot, long endPage) {
    long lowest = Long.MAX_VALUE;
    long deviceIdleNanos = staircases.idleNanos(slot, 0);
    int step = staircases.stepBelow(slot, endPage);
    long end = endPage;
    for (int run = 0; run <= RUNS_COMPARED && end > 0; run++) {
      int levelClass = LevelClasses.of(end - 1);
      lowest = Math.min(lowest, runRank(slot, levelClass, step, deviceIdleNanos));
      long stepFirst = staircases.firstPage(slot, step);
      end = Math.max(stepFirst, LevelClasses.firstPage(levelClass));
      if (end == stepFirst) {
        step--;
      }
    }
    return lowest;
  }

  private long runRank(int slot, int levelClass, int step, long deviceIdleNanos) {
    long reachedNanos = staircases.reachedNanos(slot, step);
    long idleNanos = nowNanos - reachedNanos;
    int state = rates.state(deviceIdleNanos, idleNanos);
    short classAndState = (short) (levelClass * QuietFactors.STATES + state);
    int at = slot * KEPT_RUNS + (levelClass & (KEPT_RUNS - 1));
    boolean isKept = keptClassAndState[at] == classAndState && keptReachedNanos[at] == reachedNanos;
    if (isKept && nowNanos - keptAtNanos[at] <= idleNanos / KEPT_PART) {
      return keptRank[at];
    }
    keptClassAndState[at] = classAndState;
    keptReachedNanos[at] = reachedNanos;
    keptAtNanos[at] = nowNanos;
    keptRank[at] = rates.rank(slot, levelClass, idleNanos, state);
    return keptRank[at];
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
