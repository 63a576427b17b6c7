package org.tcmureclaim.replay.run;

import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.snapshot.HostSnapshot;

/** The agent's decider, with the demand that it works out itself. */
final class DeciderAnswers implements Answers {
  private final Decider decider;
  private final CarriedOut plans;

  DeciderAnswers(Decider decider, ReplayedDevices devices) {
    this.decider = decider;
    this.plans = new CarriedOut(devices);
  }

  @Override
  public Demand answer(int tick, HostSnapshot snapshot) {
    plans.settle(decider, snapshot);
    Plan plan = decider.decide(snapshot);
    plans.carryOut(tick, plan, snapshot.takenAtNanos());
    return plan.demand();
  }

  @Override
  public long truncations() {
    return plans.truncations();
  }

  @Override
  public long freedPages() {
    return plans.freedPages();
  }

  @Override
  public DecisionHash hash() {
    return plans.hash();
  }
}
