package org.tcmureclaim.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;

/** Ticks with demand, of the policies that do not ask Caffeine for its order. */
class AllocationTest {
  private static final int DEVICES = 200;
  private static final int TICKS = 2_000;

  private final HostFixture host = new HostFixture();
  private final Demand demand = new Demand();
  private final Cuts cuts = new Cuts();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ladder",
        "largest-tail",
        "predictive",
        "priced",
        "proportional",
        "stock",
        "watermark"
      })
  void ticksWithDemand_allocateNothing(String name) {
    ReclaimPolicy policy =
        ServiceLoader.load(PolicyFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(factory -> factory.name().equals(name))
            .findFirst()
            .orElseThrow()
            .create(NoParameters.INSTANCE);
    for (int i = 0; i < DEVICES; i++) {
      host.device("user_0/lun" + i, 100 + i);
    }
    run(policy);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    run(policy);
    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
    // The JVM itself may allocate for this thread (a compilation, the counter's own call).
    assertThat(allocatedBytes / TICKS).isZero();
  }

  private void run(ReclaimPolicy policy) {
    DeviceTable devices = host.snapshot().devices();
    for (int tick = 0; tick < TICKS; tick++) {
      host.pass(SECOND_NANOS);
      for (int slot = tick % 7; slot < DEVICES; slot += 7) {
        long peak = 1 + (slot * 31L + tick * 17L) % 900;
        host.use(slot).holds(slot, Math.max(peak, devices.residentPages(slot)), peak);
        devices.updatePeak(slot, peak);
      }
      policy.observe(host.snapshot());
      demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, 500);
      policy.scan(host.snapshot(), demand, cuts);
    }
  }

  private final class Cuts implements CutOffers {
    @Override
    public long offer(int slot, long keepPages) {
      DeviceTable devices = host.snapshot().devices();
      long resident = devices.residentPages(slot);
      long keep = Math.max(keepPages, resident - devices.tailPages(slot));
      host.holds(slot, keep, 0);
      return resident - keep;
    }

    @Override
    public void pass(int slot, Verdict verdict) {}
  }
}
