package org.tcmureclaim.replay.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What two builds are compared by. */
class ComparisonTest {
  private static final long MEBIBYTE = 1 << 20;

  /** A run whose slowest tick under load lies in the bucket that ends there. */
  private static LoadResult result(double slowestSeconds, long peakMebibytes) {
    TickShares quiet = new TickShares(new TreeMap<>(Map.of(0.001, 10L)));
    TickShares loaded = new TickShares(new TreeMap<>(Map.of(0.001, 9L, slowestSeconds, 10L)));
    LoadTally tally = new LoadTally();
    tally.answered(1_000_000);
    return new LoadResult(
        new LoadPlan(10, 1, 1, 1, false, 1, 1),
        tally,
        new ViewerFigures(1, List.of(), 1, 0, 0),
        quiet,
        loaded,
        loaded,
        new StartTimes(1, 1),
        List.of(),
        List.of(
            new ProcessCost("agent", 0, peakMebibytes * MEBIBYTE / 4, 0, 1, 1),
            new ProcessCost("server", 0, peakMebibytes * MEBIBYTE / 4 * 3, 0, 1, 1)),
        0,
        0);
  }

  @Test
  void rounds_areComparedOneByOne_soThatNoiseOfBothCancels() {
    Comparison comparison = new Comparison();
    comparison.add(result(0.005, 100), result(0.05, 200));
    comparison.add(result(0.1, 100), result(0.5, 200));
    comparison.add(result(0.01, 100), result(0.02, 200));
    assertThat(comparison.text())
        .contains("ticks p99.9 with load, ms      10.0 against     50.0; ratio 0.20 (0.10 to 0.50)")
        .contains("ticks p99.9 without, ms         1.0 against      1.0; ratio 1.00 (1.00 to 1.00)")
        .contains("resident, all, MiB            100.0 against    200.0; ratio 0.50 (0.50 to 0.50)")
        .contains(
            "resident, agent, MiB           25.0 against     50.0; ratio 0.50 (0.50 to 0.50)");
  }

  @Test
  void median_ofAnEvenNumber_isBetweenTheMiddleTwo() {
    assertThat(Spread.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Spread.median(new double[] {})).isNaN();
  }
}
