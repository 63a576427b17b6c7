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
 *
 * <p>An event is answered only while the stalls that it reports go on. The kernel sends at most one
 * per window and sends it late rather than never, so after a release there is often one more, about
 * stalls from before it.
 */
public final class DemandController {
  /** Shorter than this, and chance decides whether a stall falls into the window. */
  private static final long RECENT_NANOS = 100_000_000L;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private DemandSettings settings;
  private StallController controller;
  private final StallWindow recent = new StallWindow(RECENT_NANOS);
  private final StallWindow second = new StallWindow(SECOND_NANOS);
  private boolean reclaiming;
  private boolean someIsDue;
  private boolean fullIsDue;
  private long seenSomeEvents;
  private long seenFullEvents;

  public DemandController(DemandSettings settings) {
    this.settings = settings;
    this.controller = new StallController(settings.stallGoalShare(), settings.gainPerSecond());
  }

  /** Takes new settings; what the controller has gathered so far is kept where its gains are. */
  public void adopt(DemandSettings settings) {
    if (settings.stallGoalShare() != this.settings.stallGoalShare()
        || settings.gainPerSecond() != this.settings.gainPerSecond()) {
      controller = new StallController(settings.stallGoalShare(), settings.gainPerSecond());
    }
    this.settings = settings;
  }

  /** Share of about the last tenth of a second in which tasks waited for memory, 0 to 1. */
  public double stallShare() {
    return recent.share();
  }

  /**
   * Works out the demand of this tick.
   *
   * @param reclaimablePages all that could be had, the base of the shares
   */
  public void update(HostSnapshot snapshot, long reclaimablePages, Demand demand) {
    noteEvents(snapshot.pressure());
    long pushedPages = share(reclaimablePages, controllerShare(snapshot.pressure()));
    boolean eventsHold = eventsHold(snapshot.pressure());
    demand.none();
    if (isStale(snapshot, snapshot.memory().sampledAtNanos())) {
      return;
    }
    long availableBytes = snapshot.memory().availableBytes();
    updateHysteresis(availableBytes);
    boolean stallsCount =
        availableBytes < settings.plentyBytes()
            && !isStale(snapshot, snapshot.pressure().sampledAtNanos());
    askForMemory(demand, availableBytes);
    if (stallsCount && pushedPages > 0) {
      demand.raise(Urgency.GENTLE, Trigger.PSI_RISING, pushedPages);
    }
    if (stallsCount && eventsHold) {
      askForEvents(demand, reclaimablePages);
    }
    if (eventsHold || !stallsCount) {
      someIsDue = false;
      fullIsDue = false;
    }
  }

  private void askForMemory(Demand demand, long availableBytes) {
    long missingPages = pagesUp(settings.highBytes() - availableBytes);
    if (availableBytes < settings.minBytes()) {
      demand.want(Urgency.EMERGENCY, Trigger.MEMORY_MIN, missingPages);
    } else if (availableBytes < settings.lowBytes()) {
      demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, missingPages);
    } else if (reclaiming) {
      demand.want(Urgency.GENTLE, Trigger.MEMORY_HIGH, missingPages);
    }
  }

  private void askForEvents(Demand demand, long reclaimablePages) {
    if (fullIsDue) {
      long pages = share(reclaimablePages, settings.fullEventShare());
      demand.raise(Urgency.EMERGENCY, Trigger.PSI_FULL, pages);
    } else if (someIsDue) {
      long pages = share(reclaimablePages, settings.someEventShare());
      demand.raise(Urgency.URGENT, Trigger.PSI_SOME, pages);
    }
  }

  private void noteEvents(PressureSample pressure) {
    someIsDue |= pressure.someEvents() != seenSomeEvents;
    fullIsDue |= pressure.fullEvents() != seenFullEvents;
    seenSomeEvents = pressure.someEvents();
    seenFullEvents = pressure.fullEvents();
  }

  private double controllerShare(PressureSample pressure) {
    return second.update(pressure) ? controller.ask(second) : 0;
  }

  /** Whether the events that are due can be judged now; those whose stalls are over are dropped. */
  private boolean eventsHold(PressureSample pressure) {
    if (!recent.update(pressure)) {
      return false;
    }
    if (recent.share() <= settings.stallGoalShare()) {
      someIsDue = false;
      fullIsDue = false;
    }
    return someIsDue || fullIsDue;
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

  private static long share(long pages, double share) {
    return (long) Math.ceil(pages * share);
  }

  private static long pagesUp(long bytes) {
    return (bytes + HostSnapshot.PAGE_BYTES - 1) / HostSnapshot.PAGE_BYTES;
  }
}
