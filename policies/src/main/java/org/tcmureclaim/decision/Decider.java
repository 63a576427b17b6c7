package org.tcmureclaim.decision;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandController;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.Guard;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.outcome.RegretMeter;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The one brain: from a snapshot to a plan, in the agent, in simulation and in replay. The same
 * snapshots, outcomes and settings in the same order give the same plans, bit for bit, on any
 * machine.
 *
 * <p>Without demand a decision allocates nothing.
 */
public final class Decider {
  private final DemandController demands;
  private final Guard guard;
  private ReclaimPolicy policy;
  private Granularity granularity;
  private final RegretMeter regret = new RegretMeter();
  private final Plan plan = new Plan();
  private final GuardedOffers offers = new GuardedOffers();

  public Decider(DecisionSettings settings) {
    this.demands = new DemandController(settings.demand());
    this.guard = new Guard(settings.guard());
    this.policy = settings.customers().get(settings.customers().size() - 1).policy();
    this.granularity = settings.granularity();
  }

  /**
   * Gives a device that has just been added to a customer. A device that was given to nobody is the
   * last customer's.
   *
   * @param customer its place in {@link DecisionSettings#customers}
   */
  public void assign(int slot, int customer) {}

  /**
   * Takes new settings, between two ticks. What is known of devices stays, and so does the state of
   * each policy that is handed in again as the same object. Every device is the last customer's
   * until it is assigned anew.
   */
  public void adopt(DecisionSettings settings) {
    this.policy = settings.customers().get(settings.customers().size() - 1).policy();
    this.granularity = settings.granularity();
  }

  /** Decides upon a snapshot. The plan is good until the next call. */
  public Plan decide(HostSnapshot snapshot) {
    plan.begin(snapshot.devices(), snapshot.takenAtNanos());
    regret.observe(snapshot);
    policy.observe(snapshot);
    guard.begin(snapshot);
    Demand demand = plan.demand();
    demands.update(snapshot, policy.countPages(snapshot), demand);
    offers.begin(snapshot);
    policy.scan(snapshot, demand, offers);
    if (demand.urgency() == Urgency.NONE && !plan.isEmpty()) {
      demand.want(Urgency.GENTLE, Trigger.LEISURE, plan.plannedPages());
    }
    if (!plan.isEmpty() && !guard.isWorthwhile(plan.plannedPages())) {
      dropAll();
    }
    if (!plan.isEmpty() && granularity == Granularity.HOST) {
      addCollateral(snapshot);
    }
    return plan;
  }

  /** Takes in what became of a plan. */
  public void settle(HostSnapshot snapshot, Outcomes outcomes) {
    for (int cut = 0; cut < outcomes.size(); cut++) {
      int slot = snapshot.devices().slotOf(outcomes.key(cut));
      if (slot < 0) {
        continue;
      }
      guard.settle(slot, outcomes.result(cut), outcomes.endedAtNanos());
      if (outcomes.freedPages(cut) > 0) {
        regret.cut(snapshot, slot, outcomes.freedPages(cut), outcomes.endedAtNanos());
      }
    }
  }

  /** A device has gone; its slot may soon be another's. */
  public void forget(int slot, DeviceKey key) {
    guard.forget(slot);
    regret.forget(slot);
    policy.forget(slot, key);
  }

  /** Pages that came back soon after they were cut, since the start. */
  public long cameBackPages() {
    return regret.totalCameBackPages();
  }

  /** Share of the time between the last two samples in which tasks waited for memory, 0 to 1. */
  public double stallShare() {
    return demands.stallShare();
  }

  private void dropAll() {
    for (int cut = 0; cut < plan.size(); cut++) {
      plan.judge(plan.slot(cut), Verdict.TOO_LITTLE);
    }
    plan.clear();
  }

  private void addCollateral(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (plan.verdict(slot) != Verdict.CHOSEN) {
        plan.add(slot, devices.key(slot), 0, devices.tailPages(slot), Verdict.COLLATERAL);
      }
    }
  }

  /** Lets through what the guard allows. */
  private final class GuardedOffers implements CutOffers {
    private HostSnapshot snapshot = new HostSnapshot();

    void begin(HostSnapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public long offer(int slot, long keepPages) {
      Urgency urgency = plan.demand().urgency();
      if (granularity == Granularity.HOST && urgency.compareTo(Urgency.URGENT) < 0) {
        plan.judge(slot, Verdict.NOT_WORTH_ALL);
        return 0;
      }
      Verdict verdict = guard.judge(snapshot, slot, keepPages, urgency);
      if (verdict != Verdict.CHOSEN) {
        plan.judge(slot, verdict);
        return 0;
      }
      DeviceTable devices = snapshot.devices();
      long expected = guard.expectedPages(devices, slot, keepPages);
      plan.add(slot, devices.key(slot), guard.keepPages(keepPages), expected, Verdict.CHOSEN);
      return expected;
    }

    @Override
    public void pass(int slot, Verdict verdict) {
      plan.judge(slot, verdict);
    }
  }
}
