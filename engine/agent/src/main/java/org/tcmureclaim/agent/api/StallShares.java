package org.tcmureclaim.agent.api;

import org.tcmureclaim.agent.board.HostImage;

/**
 * The share of time in which tasks waited for memory, between two looks at the host.
 *
 * @param some at least one task, 0 to 1
 * @param full every task, 0 to 1
 */
record StallShares(double some, double full) {
  static final StallShares NONE = new StallShares(0, 0);

  static StallShares between(HostImage.Host before, HostImage.Host now) {
    double elapsedMicros = (now.takenAtNanos() - before.takenAtNanos()) / 1000.0;
    return before.tick() == 0 || elapsedMicros <= 0
        ? NONE
        : new StallShares(
            share(now.someTotalMicros() - before.someTotalMicros(), elapsedMicros),
            share(now.fullTotalMicros() - before.fullTotalMicros(), elapsedMicros));
  }

  private static double share(long stalledMicros, double elapsedMicros) {
    return Math.round(Math.min(1, stalledMicros / elapsedMicros) * 1e6) / 1e6;
  }
}
