package org.tcmureclaim.replay.run;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Never gives anything. */
final class IdlePolicy implements ReclaimPolicy {
  @Override
  public void observe(HostSnapshot snapshot) {}

  @Override
  public long countPages(HostSnapshot snapshot) {
    return 0;
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {}
}
