package org.tcmureclaim.simulation;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What would have become of a simulated host without an agent: the kernel's global limit alone. */
public final class StockKernelRun {
  private StockKernelRun() {}

  /**
   * Runs the host of these settings as fast as the machine can. Commands and other users are the
   * same as in any other run with these settings, however it was truncated.
   *
   * @param durationNanos simulated time after the warm-up, rounded up to a whole step of 5 ms
   */
  public static Tally of(SimulatedHostSettings settings, long durationNanos) {
    return of(settings, durationNanos, () -> false).orElseThrow();
  }

  /**
   * The same, unless it is given up.
   *
   * @param givenUp asked after each step, those of the warm-up too
   * @return empty where it was given up
   */
  public static Optional<Tally> of(
      SimulatedHostSettings settings, long durationNanos, BooleanSupplier givenUp) {
    Simulation simulation = new Simulation(settings, givenUp);
    long endNanos = simulation.nowNanos() + durationNanos;
    while (simulation.nowNanos() < endNanos) {
      if (givenUp.getAsBoolean()) {
        return Optional.empty();
      }
      simulation.step();
    }
    return Optional.of(simulation.tally());
  }
}
