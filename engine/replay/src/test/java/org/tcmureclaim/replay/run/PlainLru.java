package org.tcmureclaim.replay.run;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Whole devices by their last activity, ties by slot, sorted anew each time. */
final class PlainLru implements ReclaimPolicy {
  @Override
  public void observe(HostSnapshot snapshot) {}

  @Override
  public long countPages(HostSnapshot snapshot) {
    return 0;
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    long[] accepted = {0};
    IntStream.range(0, devices.size())
        .boxed()
        .sorted(Comparator.comparingLong(devices::lastActiveNanos))
        .takeWhile(slot -> accepted[0] < demand.pages())
        .forEach(slot -> accepted[0] += offers.offer(slot, 0));
  }
}
