package org.tcmureclaim.agent.api;

import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;

/**
 * The share of time in which tasks waited for memory, between two looks at the host.
 *
 * @param some at least one task, 0 to 1
 * @param full every task, 0 to 1
 */
record StallShares(double some, double full) {
  static final StallShares NONE = new StallShares(0, 0);

  static StallShares between(TickImage before, TickImage now) {
    double elapsedMicros =
        (now.of(HostFigure.TAKEN_AT_NANOS) - before.of(HostFigure.TAKEN_AT_NANOS)) / 1000.0;
    return before.of(HostFigure.TICK) == 0 || elapsedMicros <= 0
        ? NONE
        : new StallShares(
            share(
                now.of(HostFigure.SOME_TOTAL_MICROS) - before.of(HostFigure.SOME_TOTAL_MICROS),
                elapsedMicros),
            share(
                now.of(HostFigure.FULL_TOTAL_MICROS) - before.of(HostFigure.FULL_TOTAL_MICROS),
                elapsedMicros));
  }

  private static double share(long stalledMicros, double elapsedMicros) {
    return Math.round(Math.min(1, stalledMicros / elapsedMicros) * 1e6) / 1e6;
  }
}
