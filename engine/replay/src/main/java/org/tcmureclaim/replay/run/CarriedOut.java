package org.tcmureclaim.replay.run;

import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Carries plans out at once, and hands in what became of each before the next. */
final class CarriedOut {
  private final ReplayedDevices devices;
  private final Outcomes outcomes = new Outcomes();
  private final DecisionHash hash = new DecisionHash();
  private long truncations;
  private long freedPages;

  CarriedOut(ReplayedDevices devices) {
    this.devices = devices;
  }

  /** Tells what became of the plan before, if it cut anything. */
  void settle(Decider decider, HostSnapshot snapshot) {
    if (outcomes.size() > 0) {
      decider.settle(snapshot, outcomes);
    }
  }

  void carryOut(int tick, Plan plan, long nowNanos) {
    outcomes.begin(nowNanos);
    for (int cut = 0; cut < plan.size(); cut++) {
      int device = plan.slot(cut);
      int freed = devices.cut(device, plan.keepPages(cut));
      if (freed > 0) {
        truncations++;
        freedPages += freed;
        hash.add(tick, device, devices.residentPages(device));
      }
      outcomes.add(plan.key(cut), freed > 0 ? CutResult.FREED : CutResult.NOTHING, freed);
    }
    outcomes.end(
        outcomes.totalFreedPages() > 0 ? CutResult.FREED : CutResult.NOTHING, "", nowNanos);
  }

  long truncations() {
    return truncations;
  }

  long freedPages() {
    return freedPages;
  }

  DecisionHash hash() {
    return hash;
  }
}
