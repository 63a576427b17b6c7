package org.tcmureclaim.policy.builtin;

import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;

/** A host with a random past, the same for the same seed whatever order its devices came in. */
final class RandomHost {
  private final HostFixture host = new HostFixture();
  private final int[] slotOfDevice;
  private final long[] residentPages;
  private final ReclaimPolicy policy;
  private final SplittableRandom random;

  RandomHost(long seed, boolean shuffled, ReclaimPolicy policy) {
    this.policy = policy;
    this.random = new SplittableRandom(seed);
    int count = random.nextInt(1, 60);
    slotOfDevice = new int[count];
    residentPages = new long[count];
    List<Integer> order = new ArrayList<>();
    for (int device = 0; device < count; device++) {
      order.add(device);
      residentPages[device] = random.nextInt(1, 3000);
    }
    if (shuffled) {
      Collections.shuffle(order, new Random(seed));
    }
    for (int device : order) {
      slotOfDevice[device] = host.device("user_0/lun" + device, residentPages[device]);
    }
    policy.observe(host.snapshot());
    int ticks = random.nextInt(1, 150);
    for (int tick = 0; tick < ticks; tick++) {
      tick();
    }
  }

  HostFixture host() {
    return host;
  }

  /** What a demand is answered with. */
  OffersFixture ask(long pages) {
    var demand = new Demand();
    demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, pages);
    var offers = new OffersFixture(host.snapshot());
    policy.scan(host.snapshot(), demand, offers);
    return offers;
  }

  private void tick() {
    host.pass(SECOND_NANOS);
    DeviceTable devices = host.snapshot().devices();
    for (int device = 0; device < slotOfDevice.length; device++) {
      int slot = slotOfDevice[device];
      if (random.nextInt(1 + device % 7) > 0) {
        host.holds(slot, residentPages[device], residentPages[device]);
        continue;
      }
      long peak = random.nextInt(1, 4000);
      long inUse = random.nextInt(3) == 0 ? random.nextLong(peak) : 0;
      residentPages[device] = Math.max(residentPages[device], peak);
      host.use(slot).holds(slot, residentPages[device], residentPages[device] - inUse);
      devices.updatePeak(slot, peak);
    }
    policy.observe(host.snapshot());
  }
}
