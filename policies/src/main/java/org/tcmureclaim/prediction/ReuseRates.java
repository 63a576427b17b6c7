package org.tcmureclaim.prediction;

import org.tcmureclaim.heat.ReuseListener;
import org.tcmureclaim.heat.Staircases;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What keeping a page is worth: the best rate, over all spans for which one might go on holding it,
 * of needs met by the time held.
 *
 * <p>For each level class of each device the gaps between needs are counted by length, and the
 * chance of a need within each bin is the share of gaps that ended there among those that got so
 * far, drawn towards what is {@link CommonHazards common} while a class has shown few. From the
 * page's idle time on these chances give, for a span h, the chance P of a need within h and the
 * expected time T held until then or until h; the rate is the largest P/T. This is Gittins' index
 * of the page (J. C. Gittins, "Bandit processes and dynamic allocation indices", JRSS B 1979), the
 * price for memory at which it just pays to hold on; dropping the smallest first is optimal for
 * many independent pages whose gaps are drawn from known distributions, each page's own. Estimating
 * hit density from counted ages is LHD (Beckmann, Chen, Cidon, NSDI 2018).
 *
 * <p>A recurring job shows as gaps of one length: its pages are cheap right after it ran and grow
 * dear as it falls due. A tenant gone quiet has outlived all its gaps: its pages fall to what is
 * common to such pages.
 */
public final class ReuseRates implements ReuseListener {
  /** Ticks in which the open gaps of all devices are counted once. */
  private static final int TICKS_PER_CENSUS = 32;

  /** Rates are counted in needs a nanosecond, times this. */
  private static final double RANK_SCALE = 1L << 62;

  /** A span is not followed further than to where a page is still idle with this chance. */
  private static final double NEGLIGIBLE = 1e-3;

  /** Nothing is certain. */
  private static final double MOST_HAZARD = 0.999;

  private final NeedChances chances;
  private final GapHistory history = new GapHistory();
  private final CommonHazards common = new CommonHazards();
  private final QuietFactors quiet = new QuietFactors();
  private int censusPosition;
  private int censusTick;
  private long ticks;
  private long lastTickNanos;
  private long deviceGapNanos;
  private long tickNanos = 1_000_000_000L;

  /**
   * @param commonGaps how many gaps of its own weigh as much as what is common; above 0
   */
  public ReuseRates(double commonGaps) {
    chances = new NeedChances(commonGaps);
    chances.refresh(common);
  }

  /** Prepares for a tick, before the staircases take in its peaks. */
  public void begin(HostSnapshot snapshot) {
    history.reserve(snapshot.devices().slotCapacity());
    if (ticks > 0) {
      tickNanos = Math.max(1, snapshot.takenAtNanos() - lastTickNanos);
    }
    lastTickNanos = snapshot.takenAtNanos();
    ticks++;
  }

  @Override
  public void reused(int slot, int firstPage, int endPage, long gapNanos) {
    if (firstPage == 0) {
      deviceGapNanos = gapNanos;
    }
    int state = QuietFactors.state(deviceGapNanos, gapNanos, tickNanos);
    int bin = GapBins.of(gapNanos);
    int last = LevelClasses.of(endPage - 1L);
    for (int c = LevelClasses.of(firstPage); c <= last; c++) {
      int middle = LevelClasses.middlePage(c);
      if (firstPage <= middle && middle < endPage) {
        quiet.needed(state, bin, LevelClasses.pages(c));
        common.ended(history.total(history.row(slot, c)), bin, LevelClasses.pages(c));
        history.add(slot, c, bin);
      }
    }
  }

  /** Counts the open gaps of a share of the devices, and now and then draws the conclusions. */
  public void census(HostSnapshot snapshot, Staircases staircases) {
    DeviceTable devices = snapshot.devices();
    censusTick++;
    long until = (long) devices.size() * censusTick / TICKS_PER_CENSUS;
    for (; censusPosition < until && censusPosition < devices.size(); censusPosition++) {
      countOpen(devices.slotAt(censusPosition), staircases);
    }
    if (censusTick == TICKS_PER_CENSUS) {
      quiet.refresh();
      chances.refresh(common);
      censusTick = 0;
      censusPosition = 0;
    }
  }

  private void countOpen(int slot, Staircases staircases) {
    int step = 0;
    int steps = staircases.steps(slot);
    for (int c = 0; c < LevelClasses.COUNT; c++) {
      int middle = LevelClasses.middlePage(c);
      while (step < steps && staircases.endPage(slot, step) <= middle) {
        step++;
      }
      if (step == steps) {
        return;
      }
      long idleNanos = staircases.idleNanos(slot, step);
      common.open(
          history.total(history.row(slot, c)), GapBins.of(idleNanos), LevelClasses.pages(c));
      int state = state(staircases.idleNanos(slot), idleNanos);
      int nextBin = GapBins.of(idleNanos + tickNanos);
      quiet.idle(state, nextBin, LevelClasses.pages(c), TICKS_PER_CENSUS);
    }
  }

  /** The state of a device as it concerns pages that have been idle for so long. */
  int state(long deviceIdleNanos, long pageIdleNanos) {
    return QuietFactors.state(deviceIdleNanos + tickNanos, pageIdleNanos + tickNanos, tickNanos);
  }

  /** For how long a device in this {@link #state} stays in it if it is not used. */
  long stateLastsNanos(long deviceIdleNanos, long pageIdleNanos) {
    return QuietFactors.stateLastsNanos(
        deviceIdleNanos + tickNanos, pageIdleNanos + tickNanos, tickNanos);
  }

  /**
   * The rate of the pages of a level class that have been idle for so long, as a rank. A page can
   * only be found needed in the next tick or a later one, so that is where its chances begin.
   *
   * @param deviceState what {@link #state} says
   * @param enough once the rank is certain to be no less than this, it may be given as any rank
   *     from this to the true one, which takes less time
   */
  long rank(int slot, int levelClass, long idleNanos, int deviceState, long enough) {
    int bin = GapBins.of(idleNanos + tickNanos);
    int row = history.row(slot, levelClass);
    int remaining = history.countFrom(row, bin);
    int atCommon = NeedChances.ofCommon(CommonHazards.magnitude(history.total(row)));
    int atFactor = QuietFactors.ofState(deviceState);
    double[] common = chances.common();
    double[] factors = quiet.factors();
    double[] reciprocals = chances.reciprocals();
    double enoughRate = enough / RANK_SCALE;

    double fromNanos = (double) idleNanos + tickNanos;
    double toEndNanos = GapBins.FIRST_NANOS[bin + 1] - fromNanos;
    double part = (toEndNanos + tickNanos) / (GapBins.SPAN_NANOS[bin] + tickNanos);
    double leastSpanNanos = tickNanos * 0.5;

    long counts = history.countsFrom(row, bin);
    int own = (int) counts & GapHistory.MOST_COUNT;
    double factor = factors[atFactor + bin];
    double chance = own * factor + common[atCommon + bin] * factor;
    double needs = smaller(MOST_HAZARD, chance * smaller(1, part) * reciprocals[remaining]);
    double heldNanos = (1 - needs * 0.5) * larger(leastSpanNanos, toEndNanos);
    double idle = 1 - needs;
    double bestNeeds = needs;
    double bestHeldNanos = heldNanos;
    while (idle > NEGLIGIBLE && ++bin < GapBins.BINS && bestNeeds < enoughRate * bestHeldNanos) {
      double halfSpanNanos = 0.5 * larger(leastSpanNanos, GapBins.SPAN_NANOS[bin]);
      // Were all of the rest needed in the next bin, no longer span could be better.
      if (bestNeeds * (heldNanos + idle * halfSpanNanos) >= bestHeldNanos) {
        break;
      }
      remaining -= own;
      counts =
          bin % GapHistory.COUNTS_PER_WORD == 0
              ? history.countsFrom(row, bin)
              : counts >>> GapHistory.BITS_PER_COUNT;
      own = (int) counts & GapHistory.MOST_COUNT;
      factor = factors[atFactor + bin];
      chance = own * factor + common[atCommon + bin] * factor;
      double needed = idle * smaller(MOST_HAZARD, chance * reciprocals[remaining]);
      needs += needed;
      heldNanos += (idle + idle - needed) * halfSpanNanos;
      idle -= needed;
      if (needs * bestHeldNanos > bestNeeds * heldNanos) {
        bestNeeds = needs;
        bestHeldNanos = heldNanos;
      }
    }
    return (long) (bestNeeds / bestHeldNanos * RANK_SCALE);
  }

  /** As {@link Math#min} for figures that are none of its special cases, and faster. */
  private static double smaller(double one, double other) {
    return one < other ? one : other;
  }

  /** As {@link Math#max} for figures that are none of its special cases, and faster. */
  private static double larger(double one, double other) {
    return one > other ? one : other;
  }

  /** The slot is free. */
  public void forget(int slot) {
    history.forget(slot);
  }
}
