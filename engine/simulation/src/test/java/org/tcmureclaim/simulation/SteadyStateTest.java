package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.HostSnapshot;

final class SteadyStateTest {
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Outcomes outcomes = new Outcomes();

  @Test
  void ticksWithoutChurn_allocateNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var host = new SimulatedHost(TestHosts.small())) {
      host.sample(snapshot, TestHosts.DEAF);
      Plan plan = Plans.cuttingAll(snapshot.devices(), 0);
      // Pools and queues grow to the largest burst they ever see; that is behind them then.
      ticks(host, plan, 20_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      long reading = threads.getCurrentThreadAllocatedBytes() - before;
      before = threads.getCurrentThreadAllocatedBytes();
      ticks(host, plan, 2_000);
      long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before - reading;
      assertThat(allocatedBytes).isZero();
    }
  }

  private void ticks(SimulatedHost host, Plan plan, int ticks) {
    for (int tick = 0; tick < ticks; tick++) {
      host.awaitEvent(host.nanoTime() + 50_000_000);
      host.sample(snapshot, TestHosts.DEAF);
      if (tick % 20 == 0) {
        host.truncator().begin(plan);
      }
      host.truncator().takeOutcomes(outcomes);
    }
  }
}
