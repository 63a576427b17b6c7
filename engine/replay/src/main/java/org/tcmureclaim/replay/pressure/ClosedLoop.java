package org.tcmureclaim.replay.pressure;

import java.util.List;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.simulation.memory.PsiTriggerSettings;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What turns a recorded host into demand.
 *
 * @param demand watermarks and controller, in bytes of this host
 * @param triggers PSI triggers that the agent would have asked for
 */
public record ClosedLoop(
    HostTicks host, DemandSettings demand, List<PsiTriggerSettings> triggers, StallModel stalls) {

  public ClosedLoop {
    triggers = List.copyOf(triggers);
  }

  /** The most that may be held in a tick without a demand for more: the low watermark is kept. */
  public long pagesAtLow(int tick) {
    return host.mostPages(tick, demand.lowBytes(), HostSnapshot.PAGE_BYTES);
  }

  /** The most that may be held in a tick if the high watermark is always kept. */
  public long pagesAtHigh(int tick) {
    return host.mostPages(tick, demand.highBytes(), HostSnapshot.PAGE_BYTES);
  }

  /** The least of all {@link #pagesAtLow}. */
  public long leastPages() {
    long least = Long.MAX_VALUE;
    for (int tick = 0; tick < host.ticks(); tick++) {
      least = Math.min(least, pagesAtLow(tick));
    }
    return least;
  }
}
