package org.tcmureclaim.policy.builtin;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Prints what a tick of each policy costs in processor time, observe and scan, on a host where a
 * tenth of the devices is active in each tick and 1 % of what is held is wanted back in each.
 * Arguments: numbers of devices.
 */
final class PolicyCost implements CutOffers {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final HostSnapshot snapshot = new HostSnapshot();
  private final DeviceTable devices = snapshot.devices();
  private final Demand demand = new Demand();
  private final SplittableRandom random = new SplittableRandom(1);
  private final ReclaimPolicy policy;
  private final int[] sizePages;
  private long spentNanos;
  private long allocatedBytes;

  private PolicyCost(ReclaimPolicy policy, int count) {
    this.policy = policy;
    sizePages = new int[count];
    for (int i = 0; i < count; i++) {
      int slot = devices.add(new DeviceKey(String.format("user_0/lun%06d", i), 1), 0);
      devices.updateFlags(slot, 0);
      sizePages[slot] = random.nextInt(16, 4000);
    }
  }

  public static void main(String[] devices) {
    System.out.println("policy            devices   µs/tick   bytes/tick");
    for (String count : devices) {
      for (PolicyFactory factory : ServiceLoader.load(PolicyFactory.class)) {
        int size = Integer.parseInt(count);
        int ticks = Math.max(60, 400_000 / size);
        var cost = new PolicyCost(factory.create(NoParameters.INSTANCE), size);
        cost.run(ticks);
        cost.spentNanos = 0;
        cost.allocatedBytes = 0;
        cost.run(ticks);
        System.out.printf(
            "%-14s %10d %9.1f %12d%n",
            factory.name(), size, cost.spentNanos / 1e3 / ticks, cost.allocatedBytes / ticks);
      }
    }
  }

  private void run(int ticks) {
    for (int tick = 0; tick < ticks; tick++) {
      long now = snapshot.takenAtNanos() + SECOND_NANOS;
      snapshot.takenAt(now);
      for (int slot = 0; slot < sizePages.length; slot++) {
        boolean isActive = random.nextInt(10) == 0;
        long peak = isActive ? 1 + random.nextInt(sizePages[slot]) : 0;
        long resident = Math.max(peak, devices.residentPages(slot));
        devices.updateUsage(slot, resident, resident, now);
        devices.updatePeak(slot, peak);
        devices.updateTraffic(slot, devices.commands(slot) + (isActive ? 1 : 0), 0, now);
      }
      time(devices.totalResidentPages() / 100 + 1);
    }
  }

  private void time(long wantedPages) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytesBefore = threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadCpuTime();
    policy.observe(snapshot);
    demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, wantedPages);
    policy.scan(snapshot, demand, this);
    spentNanos += threads.getCurrentThreadCpuTime() - before;
    allocatedBytes += threads.getCurrentThreadAllocatedBytes() - bytesBefore;
  }

  @Override
  public long offer(int slot, long keepPages) {
    long before = devices.residentPages(slot);
    devices.updateUsage(slot, keepPages, keepPages, devices.sampledAtNanos(slot));
    return before - keepPages;
  }

  @Override
  public void pass(int slot, Verdict verdict) {}
}
