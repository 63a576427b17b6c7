package org.tcmureclaim.agent.assembly;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.agent.report.Summary.Comparison;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.simulation.SimulatedHostSettings;
import org.tcmureclaim.simulation.StockKernelRun;
import org.tcmureclaim.simulation.Tally;

/**
 * What the stock kernel alone would have done on the same seed in the same time. Both sides are
 * taken from the model's own books, so that they count the same things: a page has come back when
 * it was allocated again, however long after.
 */
final class StockComparison {
  private static final double MICROS_PER_SECOND = 1e6;

  /** Minutes of simulated time take less; days would take as long as the agent ran. */
  private static final long MOST_NANOS = 3_000_000_000L;

  private StockComparison() {}

  /**
   * The summary with the comparison; without it where that would hold up the agent's end.
   *
   * @param fits whether there is room for a second simulation
   * @param clock of this machine
   */
  static Summary of(
      Ledger ledger, Tally here, SimulatedHostSettings settings, boolean fits, WorkerClock clock) {
    long beganNanos = clock.nanoTime();
    Optional<Tally> stock =
        fits
            ? StockKernelRun.of(
                settings, here.durationNanos(), () -> clock.nanoTime() - beganNanos > MOST_NANOS)
            : Optional.empty();
    @Nullable Comparison comparison = stock.map(StockComparison::of).orElse(null);
    Summary summary = ledger.close(comparison);
    Counters counted = summary.counters();
    var counters =
        new Counters(
            counted.decisions(),
            counted.truncations(),
            counted.pagesFreed(),
            here.reallocatedPages());
    return new Summary(
        summary.durationSeconds(),
        counters,
        here.someMicros() / MICROS_PER_SECOND,
        here.peakPages(),
        comparison,
        summary.shadow());
  }

  private static Comparison of(Tally stock) {
    return new Comparison(
        stock.someMicros() / MICROS_PER_SECOND, stock.peakPages(), stock.reallocatedPages());
  }
}
