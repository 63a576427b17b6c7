package org.tcmureclaim.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.ledger.TickFixture;
import org.tcmureclaim.agent.state.States;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

class AgentMetricsTest {
  private final TickFixture ticks = new TickFixture(1000);
  private final AgentMetrics metrics = new AgentMetrics(0);

  @AfterEach
  void closeTicks() {
    ticks.close();
  }

  /** What is counted is a lambda that nobody else holds. */
  @Test
  void counter_goesOnCounting_afterAGarbageCollection() {
    AtomicLong cuts = new AtomicLong(1);
    metrics.counter("cuts", "", "Cuts", () -> cuts.get());
    System.gc();
    cuts.set(2);
    assertThat(metrics.text()).contains("\ntcmu_reclaim_cuts_total 2.0\n");
  }

  /** A scraper that asks often, or several of them, must not make garbage each time. */
  @Test
  void devices_areSummedUpOncePerTick() {
    HostSnapshot snapshot = new HostSnapshot();
    for (int i = 0; i < 1000; i++) {
      DeviceKey key = new DeviceKey("user_0/lun" + i, 1);
      int slot = snapshot.devices().add(key, 0);
      snapshot.devices().updateUsage(slot, 100L + i, 50, 1);
      ticks.ledger.deviceAdded(slot, key);
    }
    AgentMetrics ofMany = new AgentMetrics(0);
    for (int tick = 0; tick < 20; tick++) {
      ticks.ledger.open(snapshot);
      ofMany.show(States.bare(1), ticks.newest.image());
      long first = allocatedBytes(ofMany::refresh);
      long again = allocatedBytes(ofMany::refresh);
      // The first calls load classes.
      assertThat(tick < 10 ? 0 : again).as("after %d bytes for the first", first).isLessThan(1000);
      assertThat(tick < 10 ? 10_000 : first).isGreaterThan(9_999);
    }
    assertThat(ofMany.text()).contains("customer_devices{customer=\"other\"} 1000.0\n");
  }

  private static long allocatedBytes(Runnable task) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    task.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void name_hasNoUnitWhereThereIsNone() {
    metrics.gauge("flag.test", "", "A test", () -> 1);
    metrics.gauge("demand.test", "bytes", "A test", () -> 1);
    assertThat(metrics.text())
        .contains("\ntcmu_reclaim_flag_test 1.0\n")
        .contains("\ntcmu_reclaim_demand_test_bytes 1.0\n")
        .doesNotContain("__")
        .doesNotContain("_ ");
  }

  /** An agent that is gone must not look as if all was well. */
  @Test
  void agentThatIsGone_hasNoGauges_andItsCountersStay() {
    assertThat(metrics.text()).contains("\ntcmu_reclaim_up 0.0\n");
    HostSnapshot snapshot = new HostSnapshot();
    snapshot.memory().update(1 << 30, 1 << 29, 0, 0, 0);
    snapshot.pressure().updateTotals(2_000_000, 0, 0);
    ticks.ledger.open(snapshot);
    metrics.show(States.full(1), ticks.newest.image());
    assertThat(metrics.text())
        .contains("\ntcmu_reclaim_up 1.0\n")
        .contains("\ntcmu_reclaim_paused 1.0\n")
        .contains("\ntcmu_reclaim_shim_missing 1.0\n")
        .contains("\ntcmu_reclaim_starts_last_hour 3.0\n")
        .contains("\ntcmu_reclaim_memory_available_bytes 5.36870912E8\n")
        .contains("\ntcmu_reclaim_pressure_stalled_seconds_total{kind=\"some\"} 2.0\n");
    metrics.showNone();
    assertThat(metrics.text())
        .contains("\ntcmu_reclaim_up 0.0\n")
        .contains("\ntcmu_reclaim_paused NaN\n")
        .contains("\ntcmu_reclaim_memory_available_bytes NaN\n")
        .contains("\ntcmu_reclaim_pressure_stalled_seconds_total{kind=\"some\"} 2.0\n");
  }
}
