package org.tcmureclaim.replay.workload;

import java.util.List;

/** What one device needs as time passes. Asked once for each tick, in their order. */
interface Need {

  /** The highest page in use during a tick, counted from 1; 0 where the device is idle. */
  int peakPages(int tick);

  /** The larger of several needs: commands of all of them are in flight at once at times. */
  static Need most(List<Need> needs) {
    return tick -> {
      int peak = 0;
      for (Need need : needs) {
        peak = Math.max(peak, need.peakPages(tick));
      }
      return peak;
    };
  }

  /** A need that only exists from one tick to before another. */
  static Need between(int firstTick, int endTick, Need need) {
    return tick -> tick >= firstTick && tick < endTick ? need.peakPages(tick) : 0;
  }
}
