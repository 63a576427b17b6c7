package org.tcmureclaim.replay.workload;

import java.util.Locale;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

/** Lets a built-in workload happen. */
public final class WorkloadTicks {
  private static final long TICK_NANOS = 1_000_000_000L;
  private static final double PINNED_SHARE = 0.1;

  private WorkloadTicks() {}

  /**
   * The tick table of a workload. In a tenth of the busy ticks some commands are still in flight at
   * the end, which pins up to a quarter of the peak.
   */
  public static TickTable of(Workload workload, long seed) {
    return of(workload, seed, Workload.DEVICES, workload.ticks());
  }

  /** The same with another number of devices, and for another time. */
  public static TickTable of(Workload workload, long seed, int devices, int ticks) {
    var builder = new TickTableBuilder(TICK_NANOS);
    Draw[] draws = new Draw[devices];
    Need[] needs = new Need[devices];
    for (int device = 0; device < needs.length; device++) {
      builder.number(String.format(Locale.ROOT, "%s-%03d", workload.label(), device));
      draws[device] = workload.draws(seed, device);
      needs[device] = workload.need(draws[device], device);
    }
    for (int tick = 0; tick < ticks; tick++) {
      for (int device = 0; device < needs.length; device++) {
        int peak = needs[device].peakPages(tick);
        if (peak > 0) {
          boolean pinned = draws[device].chance(PINNED_SHARE);
          builder.add(tick, device, peak, pinned ? draws[device].between(0, peak / 4) : 0);
        }
      }
    }
    builder.lasts(ticks);
    return builder.build();
  }
}
