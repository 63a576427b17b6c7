package org.tcmureclaim.replay.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.replay.ticks.TickTable;

final class WorkloadTicksTest {

  /** Pinned: published figures refer to these very tables. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "STEADY, -6951891994655519666",
    "BURSTY, -233720233653636636",
    "RECURRING, -8480822772959989955",
    "NIGHTLY, 1314263228793709880",
    "GONE_QUIET, 278547862551424736",
    "MIXED, 8268837278397247657"
  })
  void seedOne_givesTheSameTableForEver(Workload workload, long fingerprint) {
    TickTable table = WorkloadTicks.of(workload, 1);
    assertThat(table.devices()).isEqualTo(256);
    assertThat(table.ticks()).isEqualTo(workload.ticks());
    assertThat(fingerprint(table)).isEqualTo(fingerprint);
    assertThat(fingerprint(WorkloadTicks.of(workload, 2))).isNotEqualTo(fingerprint);
  }

  private static long fingerprint(TickTable table) {
    long hash = table.rows();
    for (int row = 0; row < table.rows(); row++) {
      hash = 31 * hash + table.device(row);
      hash = 31 * hash + table.peakPages(row);
      hash = 31 * hash + table.floorPages(row);
    }
    return hash;
  }
}
