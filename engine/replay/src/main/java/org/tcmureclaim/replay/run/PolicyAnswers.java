package org.tcmureclaim.replay.run;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandController;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A policy alone, and the agent's controller. It is asked only where the host wants something. */
final class PolicyAnswers implements Answers {
  private final ReclaimPolicy policy;
  private final DemandController controller;
  private final AppliedOffers offers;
  private final Demand demand = new Demand();

  PolicyAnswers(ReclaimPolicy policy, DemandSettings settings, ReplayedDevices devices) {
    this.policy = policy;
    this.controller = new DemandController(settings);
    this.offers = new AppliedOffers(devices);
  }

  @Override
  public Demand answer(int tick, HostSnapshot snapshot) {
    policy.observe(snapshot);
    controller.update(snapshot, policy.countPages(snapshot), demand);
    if (demand.pages() > 0) {
      offers.begin(tick);
      policy.scan(snapshot, demand, offers);
    }
    return demand;
  }

  @Override
  public long truncations() {
    return offers.truncations();
  }

  @Override
  public long freedPages() {
    return offers.freedPages();
  }

  @Override
  public DecisionHash hash() {
    return offers.hash();
  }
}
