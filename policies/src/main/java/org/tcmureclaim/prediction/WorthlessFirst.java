package org.tcmureclaim.prediction;

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
 * <p>Rates change slowly, and less so the longer a page has been idle: a rank is kept for one part
 * in {@value #KEPT_PART} of the idle time of the youngest run in it that is not worth {@value
 * #FAR_ABOVE} times as much, while the device stays as it is; so that a tick with demand costs
 * little more than looking at every device.
 */
public final class WorthlessFirst implements LevelRanks {
  private static final int RUNS_COMPARED = 3;
  private static final int KEPT_PART = 6;

  /** A run below that is worth so many times as much does not come down to a rank while kept. */
  private static final int FAR_ABOVE = 2;

  private final Staircases staircases;
  private final ReuseRates rates;
  private final KeptRanks keptRanks = new KeptRanks();
  private final KeptRates keptRates = new KeptRates();
  private long nowNanos;
  private long keepNanos;

  public WorthlessFirst(Staircases staircases, ReuseRates rates) {
    this.staircases = staircases;
    this.rates = rates;
  }

  /** Prepares for the demand of a tick. */
  public void begin(HostSnapshot snapshot) {
    nowNanos = snapshot.takenAtNanos();
    keptRanks.reserve(snapshot.devices().slotCapacity());
    keptRates.reserve(snapshot.devices().slotCapacity());
  }

  /** The slot is free. */
  public void forget(int slot) {
    keptRanks.forget(slot);
    keptRates.forget(slot);
  }

  @Override
  public long rank(int slot, long endPage) {
    long inUseNanos = staircases.inUseNanos(slot);
    if (!keptRanks.find(slot, endPage, inUseNanos, nowNanos)) {
      long rank = lowestRate(slot, endPage, nowNanos - inUseNanos);
      keptRanks.keep(slot, endPage, inUseNanos, nowNanos + keepNanos, rank);
    }
    return keptRanks.rank(slot);
  }

  private long lowestRate(int slot, long endPage, long deviceIdleNanos) {
    long lowest = Long.MAX_VALUE;
    int step = staircases.stepBelow(slot, endPage);
    long end = endPage;
    keepNanos = Long.MAX_VALUE;
    for (int run = 0; run <= RUNS_COMPARED && end > 0; run++) {
      int levelClass = LevelClasses.of(end - 1);
      lowest = Math.min(lowest, rate(slot, levelClass, step, deviceIdleNanos, lowest));
      long stepFirst = staircases.firstPage(slot, step);
      end = Math.max(stepFirst, LevelClasses.firstPage(levelClass));
      if (end == stepFirst) {
        step--;
      }
    }
    return lowest;
  }

  /**
   * The rate of a run. One that is certain to be no less than {@code enough} may come out as any
   * from there to the true one; far above, it does not bear upon how long the rank is kept.
   */
  private long rate(int slot, int levelClass, int step, long deviceIdleNanos, long enough) {
    long reachedNanos = staircases.reachedNanos(slot, step);
    long idleNanos = nowNanos - reachedNanos;
    int state = rates.state(deviceIdleNanos, idleNanos);
    int classAndState = levelClass * QuietFactors.STATES + state;
    int place = KeptRates.place(slot, levelClass, reachedNanos);
    if (!keptRates.isGood(place, classAndState, reachedNanos, nowNanos, enough)) {
      long rate = rates.rank(slot, levelClass, idleNanos, state, enough);
      long untilNanos = nowNanos + idleNanos / (KEPT_PART - 1);
      keptRates.keep(place, classAndState, reachedNanos, untilNanos, rate, rate < enough);
    }
    if (keptRates.rate(place) / FAR_ABOVE < enough) {
      keepNanos = Math.min(keepNanos, keptRates.untilNanos(place) - nowNanos);
      keepNanos = Math.min(keepNanos, rates.stateLastsNanos(deviceIdleNanos, idleNanos));
    }
    return keptRates.rate(place);
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
