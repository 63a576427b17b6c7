package org.tcmureclaim.demand;

import org.tcmureclaim.snapshot.HostSnapshot;
import org.tcmureclaim.snapshot.PressureSample;

/**
 * Says how much is wanted back. Like kswapd (mm/vmscan.c): it wakes below the low watermark, works
 * to the high one, and below min it is an emergency. PSI events ask for a share at once, and
 * between events a {@link StallController} follows the stall time.
 *
 * <p>The watermarks are on {@code MemAvailable}, not on available memory plus tails: a truncation
 * moves pages from the second to the first, so their sum could never say that enough was freed.
 */
public final class DemandController {
  /** Below this push the controller is taken to be at rest. */
  private static final double LEAST_PUSH = 0.005;

  private final DemandSettings settings;
  private final StallController stalls;
  private boolean reclaiming;
  private long seenSomeEvents;
  private long seenFullEvents;

  public DemandController(DemandSettings settings) {
    this.settings = settings;
    this.stalls = new StallController(settings.stallGoalShare(), settings.gainPerSecond());
  }

  /** Share of the time since the sample before in which tasks waited for memory, 0 to 1. */
  public double stallShare() {
    return stalls.stallShare();
  }

  /**
   * Works out the demand of this tick.
   *
   * @param reclaimablePages all that could be had, the base of the shares
   */
  public void update(HostSnapshot snapshot, long reclaimablePages, Demand demand) {
    PressureSample pressure = snapshot.pressure();
    stalls.update(pressure);
    boolean someEvent = pressure.someEvents() != seenSomeEvents;
    boolean fullEvent = pressure.fullEvents() != seenFullEvents;
    seenSomeEvents = pressure.someEvents();
    seenFullEvents = pressure.fullEvents();
    demand.none();
    if (isStale(snapshot, snapshot.memory().sampledAtNanos())) {
      return;
    }
    long availableBytes = snapshot.memory().availableBytes();
    updateHysteresis(availableBytes);
    boolean stallsCount =
        availableBytes < settings.plentyBytes() && !isStale(snapshot, pressure.sampledAtNanos());
    long missingPages = reclaiming ? pagesUp(settings.highBytes() - availableBytes) : 0;
    long pushedPages = stallsCount ? share(reclaimablePages, stalls.push()) : 0;
    long basePages = Math.max(missingPages, pushedPages);
    if (availableBytes < settings.minBytes()) {
      demand.want(Urgency.EMERGENCY, Trigger.MEMORY_MIN, basePages);
    } else if (fullEvent && stallsCount) {
      long eventPages = share(reclaimablePages, settings.fullEventShare());
      want(demand, Urgency.EMERGENCY, Trigger.PSI_FULL, Math.max(basePages, eventPages));
    } else if (someEvent && stallsCount) {
      long eventPages = share(reclaimablePages, settings.someEventShare());
      want(demand, Urgency.URGENT, Trigger.PSI_SOME, Math.max(basePages, eventPages));
    } else if (availableBytes < settings.lowBytes()) {
      demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, basePages);
    } else if (reclaiming) {
      demand.want(Urgency.GENTLE, Trigger.MEMORY_HIGH, basePages);
    } else if (stallsCount && stalls.push() >= LEAST_PUSH) {
      want(demand, Urgency.GENTLE, Trigger.PSI_RISING, pushedPages);
    }
  }

  private void updateHysteresis(long availableBytes) {
    if (availableBytes < settings.lowBytes()) {
      reclaiming = true;
    } else if (availableBytes >= settings.highBytes()) {
      reclaiming = false;
    }
  }

  private boolean isStale(HostSnapshot snapshot, long sampledAtNanos) {
    return snapshot.takenAtNanos() - sampledAtNanos > settings.staleAfterNanos();
  }

  private static void want(Demand demand, Urgency urgency, Trigger trigger, long pages) {
    if (pages > 0) {
      demand.want(urgency, trigger, pages);
    }
  }

  private static long share(long pages, double share) {
    return (long) Math.ceil(pages * share);
  }

  private static long pagesUp(long bytes) {
    return (bytes + HostSnapshot.PAGE_BYTES - 1) / HostSnapshot.PAGE_BYTES;
  }
}
