package org.tcmureclaim.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.snapshot.HostFixture;

/** What the decision costs while nothing is wanted, which is nearly always. */
class SteadyStateTest {
  private static final int DEVICES = 256;
  private static final int TICKS = 2_000;

  @ParameterizedTest
  @ValueSource(strings = {"lru", "watermark"})
  void ticksWithoutDemand_allocateNothing(String policy) {
    var host = new HostFixture();
    Decider decider = DeciderTest.decider(policy, Granularity.DEVICE);
    for (int i = 0; i < DEVICES; i++) {
      host.device("user_0/lun" + i, 50);
    }
    run(host, decider);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    run(host, decider);
    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
    // The JVM itself may allocate for this thread (a compilation, the counter's own call).
    assertThat(allocatedBytes / TICKS).isZero();
  }

  private static void run(HostFixture host, Decider decider) {
    for (int tick = 0; tick < TICKS; tick++) {
      host.pass(SECOND_NANOS);
      for (int slot = 0; slot < DEVICES; slot += 2) {
        host.use(slot);
      }
      requireEmpty(decider.decide(host.snapshot()).isEmpty());
    }
  }

  private static void requireEmpty(boolean planIsEmpty) {
    if (!planIsEmpty) {
      throw new AssertionError("this host wants nothing");
    }
  }
}
