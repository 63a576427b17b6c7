package org.tcmureclaim.decision;

import java.util.Arrays;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.Ruling;
import org.tcmureclaim.outcome.RegretMeter;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;

/**
 * Why each device was chosen or not in one tick, and what it would take for the other answer. A
 * view: it allocates nothing and is good until the next decision, or the next sample for the
 * figures that are the snapshot's. By slot of the table that was decided upon.
 */
public final class Reasons {
  private final Parties parties;
  private final RegretMeter regret;
  private DeviceTable devices = new DeviceTable();
  private long takenAtNanos;
  private Verdict[] verdicts = new Verdict[0];
  private long[] atIdleNanos = new long[0];
  private long[] atDemandPages = new long[0];
  private long[] afterNanos = new long[0];
  private long[] aboveCustomerPages = new long[0];
  private Urgency[] atUrgency = new Urgency[0];

  Reasons(Parties parties, RegretMeter regret) {
    this.parties = parties;
    this.regret = regret;
  }

  public Verdict verdict(int slot) {
    return verdicts[slot];
  }

  /** The rule that spoke: a rule of the guard, such as {@code cool-down}, or else the policy. */
  public String rule(int slot) {
    String guardRule = verdicts[slot].guardRule();
    return guardRule.isEmpty() ? policyName(slot) : guardRule;
  }

  /** The policy that chooses whether this device is cut. */
  public String policyName(int slot) {
    return parties.of(slot).policyName;
  }

  /** Whether that policy is on trial. */
  public boolean isOnTrial(int slot) {
    return parties.of(slot).canary != null;
  }

  /** Whose the device is: its place among the customers. */
  public int customer(int slot) {
    return parties.of(slot).customerIndex;
  }

  /** Pages allocated in its data area. */
  public long residentPages(int slot) {
    return devices.residentPages(slot);
  }

  /** Pages that a truncation could free. */
  public long tailPages(int slot) {
    return devices.tailPages(slot);
  }

  /** How long it has served no command. */
  public long idleNanos(int slot) {
    return takenAtNanos - devices.lastActiveNanos(slot);
  }

  /** The share of its last cut that came back within a minute, fading over ten; 0 to 1. */
  public double regretShare(int slot) {
    return regret.share(slot, takenAtNanos);
  }

  /**
   * The policy would choose it once it has been idle for so long; {@link CutOffers#NEVER} where
   * that does not help or is not known.
   */
  public long atIdleNanos(int slot) {
    return atIdleNanos[slot];
  }

  /** The policy would choose it at a demand of so many pages; {@link CutOffers#NEVER} likewise. */
  public long atDemandPages(int slot) {
    return atDemandPages[slot];
  }

  /** The guard would let it be cut after so long; {@link Ruling#NEVER} where that is not enough. */
  public long afterNanos(int slot) {
    return afterNanos[slot];
  }

  /** The guard would let it be cut when its customer holds more; {@link Ruling#NEVER} likewise. */
  public long aboveCustomerPages(int slot) {
    return aboveCustomerPages[slot];
  }

  /** The guard would let it be cut at this urgency; {@link Urgency#NONE} where none helps. */
  public Urgency atUrgency(int slot) {
    return atUrgency[slot];
  }

  /** The number of customers. */
  public int customers() {
    return parties.customers();
  }

  public String customerName(int customer) {
    return parties.customer(customer).settings().name();
  }

  /** What a customer's devices hold together. */
  public long customerPages(int customer) {
    return parties.customer(customer).residentPages();
  }

  /** What this plan takes from a customer. */
  public long customerPlannedPages(int customer) {
    return parties.customer(customer).plannedPages();
  }

  /** A customer's part of the host's demand. */
  public long customerSharePages(int customer) {
    Party trial = parties.trialOf(customer);
    return parties.base(customer).sharePages + (trial == null ? 0 : trial.sharePages);
  }

  /** What a customer's own limits ask for: its {@code high}, its {@code max}, a quiet time. */
  public long customerOwnPages(int customer) {
    Party trial = parties.trialOf(customer);
    return parties.base(customer).own.pages() + (trial == null ? 0 : trial.own.pages());
  }

  void begin(DeviceTable devices, long nowNanos) {
    this.devices = devices;
    this.takenAtNanos = nowNanos;
    fit(devices.slotCapacity());
    Arrays.fill(verdicts, Verdict.NOT_CONSIDERED);
  }

  void chosen(int slot, Verdict verdict) {
    note(slot, verdict, CutOffers.NEVER, CutOffers.NEVER);
  }

  void passed(int slot, Verdict verdict, long idleNanos, long demandPages) {
    note(slot, verdict, idleNanos, demandPages);
  }

  void refused(int slot, Ruling ruling) {
    note(slot, ruling.verdict(), CutOffers.NEVER, CutOffers.NEVER);
    afterNanos[slot] = ruling.afterNanos();
    aboveCustomerPages[slot] = ruling.abovePages();
    atUrgency[slot] = ruling.atUrgency();
  }

  /** Those nobody spoke of have no counterfactual either, which is cheaper to write at the end. */
  void end() {
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (verdicts[slot] == Verdict.NOT_CONSIDERED) {
        note(slot, Verdict.NOT_CONSIDERED, CutOffers.NEVER, CutOffers.NEVER);
      }
    }
  }

  private void note(int slot, Verdict verdict, long idleNanos, long demandPages) {
    verdicts[slot] = verdict;
    atIdleNanos[slot] = idleNanos;
    atDemandPages[slot] = demandPages;
    afterNanos[slot] = Ruling.NEVER;
    aboveCustomerPages[slot] = Ruling.NEVER;
    atUrgency[slot] = Urgency.NONE;
  }

  private void fit(int slots) {
    if (verdicts.length < slots) {
      verdicts = new Verdict[slots];
      atIdleNanos = new long[slots];
      atDemandPages = new long[slots];
      afterNanos = new long[slots];
      aboveCustomerPages = new long[slots];
      atUrgency = new Urgency[slots];
    }
  }
}
