package org.tcmureclaim.replay.run;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The baseline: above its limit an unpatched kernel truncates every device ({@code
 * find_free_blocks} in drivers/target/target_core_user.c), however little is wanted.
 */
final class StockKernel implements ReclaimPolicy {
  @Override
  public void observe(HostSnapshot snapshot) {}

  @Override
  public long countPages(HostSnapshot snapshot) {
    return snapshot.devices().totalTailPages();
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      offers.offer(devices.slotAt(i), 0);
    }
  }
}
