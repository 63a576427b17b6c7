package org.tcmureclaim.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.board.HostBoard;
import org.tcmureclaim.agent.loop.CustomerDirectory;

class AgentMetricsTest {
  private final AgentMetrics metrics =
      new AgentMetrics(new HostBoard(CustomerDirectory.ofOne("other")), 0);

  /** What is counted is a lambda that nobody else holds. */
  @Test
  void counter_goesOnCounting_afterAGarbageCollection() {
    AtomicLong cuts = new AtomicLong(1);
    metrics.counter("truncations", "", "Cuts", () -> cuts.get());
    System.gc();
    cuts.set(2);
    assertThat(metrics.text()).contains("\ntcmu_reclaim_truncations_total 2.0\n");
  }

  @Test
  void name_hasNoUnitWhereThereIsNone() {
    metrics.gauge("paused", "", "A test", () -> 1);
    metrics.gauge("demand.test", "bytes", "A test", () -> 1);
    assertThat(metrics.text())
        .contains("\ntcmu_reclaim_paused 1.0\n")
        .contains("\ntcmu_reclaim_demand_test_bytes 1.0\n")
        .doesNotContain("__")
        .doesNotContain("_ ");
  }
}
