package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.Summary;
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

  private StockComparison() {}

  static Summary of(Ledger ledger, Tally here, SimulatedHostSettings settings) {
    Tally stock = StockKernelRun.of(settings, here.durationNanos());
    var comparison =
        new Summary.Comparison(
            stock.someMicros() / MICROS_PER_SECOND, stock.peakPages(), stock.reallocatedPages());
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
}
