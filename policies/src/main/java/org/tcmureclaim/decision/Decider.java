package org.tcmureclaim.decision;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.canary.Canary;
import org.tcmureclaim.canary.CanaryState;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandController;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.Guard;
import org.tcmureclaim.guard.HandlerNews;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.outcome.RegretMeter;
import org.tcmureclaim.outcome.RegretTally;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The one brain: from a snapshot to a plan, in the agent, in simulation and in replay. The same
 * snapshots, outcomes and settings in the same order give the same plans, bit for bit, on any
 * machine.
 *
 * <p>A decision allocates nothing but what a policy allocates to answer a demand.
 */
public final class Decider {
  private final DemandController demands;
  private final Guard guard;
  private final RegretMeter regret = new RegretMeter();
  private final Parties parties = new Parties();
  private final DemandShares shares = new DemandShares();
  private final Plan plan = new Plan(new Reasons(parties, regret));
  private final GuardedOffers offers;
  private Granularity granularity;

  public Decider(DecisionSettings settings) {
    this.demands = new DemandController(settings.demand());
    this.guard = new Guard(settings.guard());
    this.granularity = settings.granularity();
    parties.adopt(settings.customers());
    this.offers = new GuardedOffers(plan, guard, regret, parties);
  }

  /**
   * Gives a device that is in the table to a customer. One that was given to nobody is the last
   * customer's.
   *
   * @param customer its place in {@link DecisionSettings#customers}
   */
  public void assign(int slot, int customer) {
    parties.assign(slot, customer);
  }

  /**
   * Takes new settings, between two ticks. What is known of devices stays (cool-downs, regret), and
   * so do what a customer of the same name has spent of its quota, and the state of each policy
   * that is handed in again as the same object. Every device is the last customer's until it is
   * assigned anew, which is to be done before the next decision.
   */
  public void adopt(DecisionSettings settings) {
    demands.adopt(settings.demand());
    guard.adopt(settings.guard());
    granularity = settings.granularity();
    parties.adopt(settings.customers());
  }

  /** Decides upon a snapshot. The plan is good until the next call. */
  public Plan decide(HostSnapshot snapshot) {
    begin(snapshot);
    demands.update(snapshot, reclaimablePages(), plan.demand());
    return answer(snapshot);
  }

  /** Decides upon a snapshot and a demand that somebody else has worked out. */
  public Plan decide(HostSnapshot snapshot, Demand demand) {
    begin(snapshot);
    plan.demand().raise(demand.urgency(), demand.trigger(), demand.pages());
    return answer(snapshot);
  }

  /**
   * Cuts one device because an operator wants it. Neither a policy nor the guard is asked: whoever
   * calls this has looked whether the device can be cut.
   *
   * @param keepPages pages to leave, counted from the start of its data area
   * @return good until the next call; empty where there is nothing above {@code keepPages}
   */
  public Plan order(HostSnapshot snapshot, int slot, long keepPages) {
    DeviceTable devices = snapshot.devices();
    plan.begin(devices, snapshot.takenAtNanos());
    long abovePages = devices.residentPages(slot) - keepPages;
    long expectedPages = Math.max(0, Math.min(devices.tailPages(slot), abovePages));
    if (expectedPages > 0) {
      plan.demand().want(Urgency.GENTLE, Trigger.OPERATOR, expectedPages);
      plan.add(slot, devices.key(slot), keepPages, expectedPages, Verdict.ORDERED);
    }
    plan.reasons().end();
    return plan;
  }

  /**
   * What an order of somebody who may break no promise has to leave of a device. Goes by the newest
   * {@link #decide}.
   *
   * @param keepPages pages to leave in any case
   */
  public long promisedKeepPages(HostSnapshot snapshot, int slot, long keepPages) {
    return guard.promisedKeepPages(snapshot.devices(), slot, keepPages, parties.of(slot).customer);
  }

  /** Takes in what became of a plan. */
  public void settle(HostSnapshot snapshot, Outcomes outcomes) {
    guard.settle(outcomes);
    for (int cut = 0; cut < outcomes.size(); cut++) {
      int slot = snapshot.devices().slotOf(outcomes.key(cut));
      if (slot >= 0) {
        settle(snapshot, outcomes, cut, slot);
      }
    }
  }

  /** A device has gone; its slot may soon be another's. */
  public void forget(int slot, DeviceKey key) {
    guard.forget(slot);
    regret.forget(slot);
    parties.forget(slot, key);
  }

  /** Pages that came back soon after they were cut, since the start. */
  public long cameBackPages() {
    return regret.totalCameBackPages();
  }

  /** What a customer's policy has cut so far, and how much of it came back soon. */
  public RegretTally regret(int customer) {
    return parties.base(customer).regret;
  }

  /** The same of the policy on trial; null where there is none. */
  public @Nullable RegretTally trialRegret(int customer) {
    Party trial = parties.trialOf(customer);
    return trial == null ? null : trial.regret;
  }

  /** How a customer's trial stands; null where there is none. */
  public @Nullable CanaryState trialState(int customer) {
    Party trial = parties.trialOf(customer);
    Canary canary = trial == null ? null : trial.canary;
    return canary == null ? null : canary.state();
  }

  /**
   * Whether the program that serves a device ended badly, so that it gets no cuts. Goes by the
   * newest {@link #decide}.
   */
  public boolean isBraked(int slot) {
    return guard.isBraked(slot);
  }

  /** How often a program was held for ending badly, since the start. */
  public long handlerBrakes() {
    return guard.brakes();
  }

  /** Tells of the programs that were held since the last call. */
  public void tellOfHandlers(HostSnapshot snapshot, HandlerNews news) {
    guard.tellOfHandlers(snapshot, news);
  }

  /** Share of the time between the last two samples in which tasks waited for memory, 0 to 1. */
  public double stallShare() {
    return demands.stallShare();
  }

  private void begin(HostSnapshot snapshot) {
    plan.begin(snapshot.devices(), snapshot.takenAtNanos());
    regret.observe(snapshot);
    judgeTrials();
    parties.refresh(snapshot);
    guard.begin(snapshot, granularity == Granularity.DEVICE);
    offers.begin(snapshot, granularity);
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      party.policy.observe(party.view());
      party.willingPages = party.policy.countPages(party.view());
    }
  }

  private void judgeTrials() {
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      if (party.canary != null && party.canary.judge(party.regret)) {
        parties.trialEnded();
      }
    }
  }

  /** All that could be had without an emergency. */
  private long reclaimablePages() {
    long total = 0;
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      total += Math.min(party.willingPages, party.customer.givablePages(Urgency.URGENT));
    }
    return total;
  }

  private Plan answer(HostSnapshot snapshot) {
    Demand demand = plan.demand();
    if (granularity == Granularity.DEVICE) {
      shares.askForOwn(parties);
    }
    if (parties.size() == 1) {
      parties.get(0).sharePages = demand.pages();
      scanAll(demand);
    } else {
      shares.begin(parties, demand.urgency());
      shares.ask(parties, demand.pages());
      scanAll(demand);
      goRound(demand);
    }
    finish(snapshot, demand);
    return plan;
  }

  /** Every policy is asked, if only for what its own limits want. */
  private void scanAll(Demand demand) {
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      party.demand.none();
      party.demand.raise(party.own.urgency(), party.own.trigger(), party.own.pages());
      party.demand.raise(demand.urgency(), demand.trigger(), party.sharePages);
      scan(party);
    }
  }

  /** What some could not give is asked of the others; each round rules out at least one. */
  private void goRound(Demand demand) {
    for (int round = 1; round < parties.size(); round++) {
      long missingPages = shares.missingPages(parties);
      if (missingPages == 0) {
        return;
      }
      shares.ask(parties, missingPages);
      for (int i = 0; i < parties.size(); i++) {
        Party party = parties.get(i);
        if (party.isShort()) {
          party.demand.raise(demand.urgency(), demand.trigger(), party.sharePages);
          scan(party);
        }
      }
    }
  }

  private void scan(Party party) {
    offers.begin(party);
    party.policy.scan(party.view(), party.demand, offers);
  }

  private void finish(HostSnapshot snapshot, Demand demand) {
    if (!plan.isEmpty() && !guard.isWorthwhile(plan.plannedPages())) {
      plan.drop(Verdict.TOO_LITTLE);
    }
    if (!plan.isEmpty() && granularity == Granularity.HOST) {
      cutAll(snapshot, demand.urgency());
    }
    if (!plan.isEmpty() && demand.urgency() == Urgency.NONE) {
      nameOwnDemand(demand);
    }
    plan.reasons().end();
  }

  /** The host wants nothing; the plan serves limits of customers, or of policies. */
  private void nameOwnDemand(Demand demand) {
    demand.want(Urgency.GENTLE, Trigger.LEISURE, plan.plannedPages());
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      if (party.acceptedPages > 0 && party.own.pages() > 0) {
        demand.raise(party.own.urgency(), party.own.trigger(), plan.plannedPages());
      }
    }
  }

  /** What this host's truncation reaches besides, unless that is promised to somebody. */
  private void cutAll(HostSnapshot snapshot, Urgency urgency) {
    for (int i = 0; i < parties.customers(); i++) {
      if (parties.customer(i).forbidsAll(urgency)) {
        plan.drop(Verdict.REACHES_PROTECTED);
        return;
      }
    }
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (guard.isBraked(slot) && devices.tailPages(slot) > 0) {
        plan.drop(Verdict.HANDLER_BRAKED);
        return;
      }
    }
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (plan.cutOf(slot) < 0) {
        plan.add(slot, devices.key(slot), 0, devices.tailPages(slot), Verdict.COLLATERAL);
      }
    }
  }

  private void settle(HostSnapshot snapshot, Outcomes outcomes, int cut, int slot) {
    CutResult result = outcomes.result(cut);
    long freedPages = outcomes.freedPages(cut);
    long heldNanos = outcomes.heldNanos(cut);
    Party party = parties.of(slot);
    guard.settle(slot, result, outcomes.startedAtNanos(), outcomes.endedAtNanos());
    party.customer.settle(freedPages, heldNanos);
    if (freedPages > 0) {
      regret.cut(snapshot, slot, freedPages, outcomes.endedAtNanos(), party.regret);
    }
    if (party.canary != null && party.canary.cutTook(heldNanos)) {
      parties.trialEnded();
    }
  }
}
