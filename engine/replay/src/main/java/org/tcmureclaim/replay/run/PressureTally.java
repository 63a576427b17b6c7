package org.tcmureclaim.replay.run;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Urgency;

/** Adds up {@link PressureFigures} tick by tick. Whole numbers, so that the sums are exact. */
final class PressureTally {
  private static final int NONE = -1;

  private final DemandSettings watermarks;
  private final double tickSeconds;
  private long ticksUnknown;
  private long ticksBelowMin;
  private long ticksBelowLow;
  private long ticksBelowHigh;
  private long leastAvailableBytes = Long.MAX_VALUE;
  private long demandPageTicks;
  private long unmetPageTicks;
  private long episodes;
  private int episodeBegan = NONE;
  private long reactionTicks;
  private long mostReactionTicks;

  PressureTally(DemandSettings watermarks, long tickNanos) {
    this.watermarks = watermarks;
    this.tickSeconds = tickNanos / 1e9;
  }

  void unknown() {
    ticksUnknown++;
  }

  /**
   * A tick is over.
   *
   * @param demand what the host wanted in it
   * @param freedPages given back in it
   * @param availableBytes at its end
   */
  void add(int tick, Demand demand, long freedPages, long availableBytes) {
    ticksBelowMin += availableBytes < watermarks.minBytes() ? 1 : 0;
    ticksBelowLow += availableBytes < watermarks.lowBytes() ? 1 : 0;
    ticksBelowHigh += availableBytes < watermarks.highBytes() ? 1 : 0;
    leastAvailableBytes = Math.min(leastAvailableBytes, availableBytes);
    if (demand.trigger().isOfHost()) {
      demandPageTicks += demand.pages();
      unmetPageTicks += Math.max(0, demand.pages() - freedPages);
      if (episodeBegan == NONE && demand.urgency().compareTo(Urgency.URGENT) >= 0) {
        episodes++;
        episodeBegan = tick;
      }
    }
    if (episodeBegan != NONE && availableBytes >= watermarks.highBytes()) {
      reactionTicks += tick - episodeBegan;
      mostReactionTicks = Math.max(mostReactionTicks, tick - episodeBegan);
      episodeBegan = NONE;
    }
  }

  PressureFigures figures(ReplayedHost host) {
    long unanswered = episodeBegan == NONE ? 0 : 1;
    long answered = episodes - unanswered;
    return new PressureFigures(
        ticksUnknown,
        ticksBelowMin * tickSeconds,
        ticksBelowLow * tickSeconds,
        ticksBelowHigh * tickSeconds,
        leastAvailableBytes == Long.MAX_VALUE ? 0 : leastAvailableBytes,
        demandPageTicks * tickSeconds,
        unmetPageTicks * tickSeconds,
        episodes,
        unanswered,
        answered == 0 ? 0 : reactionTicks * tickSeconds / answered,
        mostReactionTicks * tickSeconds,
        host.someTotalMicros() / 1e6,
        host.recordedSomeMicros() / 1e6,
        host.events());
  }
}
