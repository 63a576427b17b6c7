package org.tcmureclaim.shadow;

import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Another policy beside the active one, on the same host and with the same demands, that decides
 * and does not act. Both are scored in the same model, where their cuts are made at once and none
 * fails, so that the scores differ by what was chosen and by nothing else.
 */
public final class ShadowRun {
  private final Decider decider;
  private final UsageModel active = new UsageModel();
  private final UsageModel shadow = new UsageModel();
  private final Demand demand = new Demand();
  private final Outcomes outcomes = new Outcomes();

  /**
   * Begins with no history.
   *
   * @param settings those of the active one, with other policies
   */
  public ShadowRun(DecisionSettings settings) {
    this.decider = new Decider(settings);
  }

  /** How the active policies do. */
  public UsageModel active() {
    return active;
  }

  /** How the others would do. */
  public UsageModel shadow() {
    return shadow;
  }

  /** See {@link Decider#assign}. */
  public void assign(int slot, int customer) {
    decider.assign(slot, customer);
  }

  /** See {@link Decider#forget}. */
  public void forget(int slot, DeviceKey key) {
    decider.forget(slot, key);
  }

  /**
   * Lets the shadow decide on what the active policies have just decided on.
   *
   * @param canAct whether a plan is carried out in this tick; not while another is under way
   * @return what the shadow would do; good until the next call
   */
  public Plan tick(HostSnapshot host, Plan activePlan, boolean canAct) {
    active.observe(host);
    shadow.observe(host);
    demand.none();
    if (activePlan.demand().trigger().isOfHost()) {
      Demand wanted = activePlan.demand();
      demand.want(wanted.urgency(), wanted.trigger(), wanted.pages());
    }
    Plan plan = decider.decide(shadow.snapshot(), demand);
    if (canAct) {
      active.cut(activePlan);
      settle(plan);
    }
    return plan;
  }

  private void settle(Plan plan) {
    DeviceTable devices = shadow.snapshot().devices();
    outcomes.begin(plan.decidedAtNanos());
    for (int cut = 0; cut < plan.size(); cut++) {
      int slot = plan.slot(cut);
      long inUse = devices.residentPages(slot) - devices.tailPages(slot);
      long left = Math.max(plan.keepPages(cut), inUse);
      long freed = Math.max(0, devices.residentPages(slot) - left);
      outcomes.add(plan.key(cut), freed > 0 ? CutResult.FREED : CutResult.NOTHING, freed);
    }
    outcomes.end(CutResult.FREED, "", plan.decidedAtNanos());
    shadow.cut(plan);
    if (!plan.isEmpty()) {
      decider.settle(shadow.snapshot(), outcomes);
    }
  }
}
