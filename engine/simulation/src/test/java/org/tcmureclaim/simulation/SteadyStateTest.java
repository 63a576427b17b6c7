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
      // What allocates in a tick allocates in every span of ticks. What the virtual machine
      // allocates on this thread when it links or recompiles a method falls into one or two.
      long leastBytes = Long.MAX_VALUE;
      for (int span = 0; span < 8; span++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        ticks(host, plan, 500);
        leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(leastBytes).isZero();
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
