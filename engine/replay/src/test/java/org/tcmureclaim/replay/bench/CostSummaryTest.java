package org.tcmureclaim.replay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostSummaryTest {

  @Test
  void sizesWithALimit_standBesideEachOther_andThoseAboveItAreMarked() {
    var summary = new CostSummary();
    summary.add(
        "ladder",
        TickLoad.MET,
        List.of(
            cost(256, 100, 24, ""),
            cost(1_000, Double.POSITIVE_INFINITY, 90, "0.58"),
            cost(10_000, 5_000, 5_010, "1.06"),
            cost(100_000, 60_000, 60_000, "1.23")));
    assertThat(summary.table().markdown())
        .contains(
            "| policy | demand | 256, µs | p99 | 10,000, ms | 100,000, ms | bytes at 256 | growth |",
            "| ladder | met | 24 | 48 | 5.01* | 60.0 | 7 | 0.58, 1.06, 1.23 |");
  }

  private static SizeCost cost(int devices, double limitMicros, double micros, String growth) {
    return new SizeCost(devices, limitMicros, one(micros), one(2 * micros), one(7), growth);
  }

  private static Spread one(double value) {
    return new Spread(value, value, value);
  }
}
