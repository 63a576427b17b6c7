package org.tcmureclaim.decision;

import java.util.Arrays;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.Guard;
import org.tcmureclaim.guard.Ruling;
import org.tcmureclaim.outcome.RegretMeter;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Takes one party's offers: what the guard allows of them goes into the plan. */
final class GuardedOffers implements CutOffers {
  private static final int NO_SLOT = -1;

  private final Plan plan;
  private final Guard guard;
  private final RegretMeter regret;
  private final Parties parties;
  private HostSnapshot snapshot = new HostSnapshot();
  private Party party;
  private Urgency urgency = Urgency.NONE;
  private boolean cutsAll;
  private long[] countedInScan = new long[0];
  private long scan;

  // A device that was open stays so until something is granted or another party scans.
  private long[] openInState = new long[0];
  private long state;

  GuardedOffers(Plan plan, Guard guard, RegretMeter regret, Parties parties) {
    this.plan = plan;
    this.guard = guard;
    this.regret = regret;
    this.parties = parties;
    this.party = parties.get(0);
  }

  /** Begins a tick. */
  void begin(HostSnapshot snapshot, Granularity granularity) {
    this.snapshot = snapshot;
    this.cutsAll = granularity == Granularity.HOST;
    if (countedInScan.length < snapshot.devices().slotCapacity()) {
      countedInScan = Arrays.copyOf(countedInScan, snapshot.devices().slotCapacity());
      openInState = Arrays.copyOf(openInState, snapshot.devices().slotCapacity());
    }
  }

  /** Begins the scan of one party. */
  void begin(Party party) {
    this.party = party;
    this.urgency = party.demand.urgency();
    this.scan++;
    this.state++;
  }

  @Override
  public long offer(int viewSlot, long keepPages) {
    int slot = hostSlot(viewSlot);
    if (isNotWorthAll()) {
      pass(viewSlot, Verdict.NOT_WORTH_ALL);
      return 0;
    }
    int cut = plan.cutOf(slot);
    long before = cut < 0 || countedInScan[slot] == scan ? 0 : plan.expectedPages(cut);
    long more = cut < 0 ? take(slot, keepPages) : deepen(slot, cut, keepPages);
    countedInScan[slot] = scan;
    state++;
    party.acceptedPages += more;
    return before + more;
  }

  @Override
  public boolean isOpen(int viewSlot) {
    int slot = hostSlot(viewSlot);
    if (openInState[slot] == state) {
      return true;
    }
    if (isNotWorthAll()) {
      pass(viewSlot, Verdict.NOT_WORTH_ALL);
      return false;
    }
    if (plan.cutOf(slot) >= 0) {
      return true;
    }
    double regretShare = regret.share(slot, snapshot.takenAtNanos());
    Ruling ruling =
        guard.outlook(snapshot, slot, party.customer, urgency, plan.size(), regretShare);
    boolean isOpen = ruling.verdict() == Verdict.CHOSEN;
    if (isOpen) {
      openInState[slot] = state;
    } else {
      plan.reasons().refused(slot, ruling);
    }
    return isOpen;
  }

  @Override
  public boolean isFull() {
    return guard.isFull(party.customer, urgency, plan.size());
  }

  @Override
  public void pass(int viewSlot, Verdict verdict) {
    pass(viewSlot, verdict, NEVER, NEVER);
  }

  @Override
  public void pass(int viewSlot, Verdict verdict, long atIdleNanos, long atDemandPages) {
    int slot = hostSlot(viewSlot);
    if (plan.cutOf(slot) < 0) {
      plan.reasons().passed(slot, verdict, atIdleNanos, atDemandPages);
    }
  }

  private long take(int slot, long keepPages) {
    double regretShare = regret.share(slot, snapshot.takenAtNanos());
    Ruling ruling =
        guard.rule(snapshot, slot, keepPages, party.customer, urgency, plan.size(), regretShare);
    if (ruling.verdict() != Verdict.CHOSEN) {
      plan.reasons().refused(slot, ruling);
      return 0;
    }
    plan.add(
        slot, snapshot.devices().key(slot), ruling.keepPages(), ruling.morePages(), Verdict.CHOSEN);
    return ruling.morePages();
  }

  private long deepen(int slot, int cut, long keepPages) {
    Ruling ruling =
        guard.deepen(
            snapshot,
            slot,
            keepPages,
            party.customer,
            urgency,
            plan.size(),
            plan.expectedPages(cut));
    if (ruling.morePages() > 0) {
      plan.deepen(cut, ruling.keepPages(), ruling.morePages());
    }
    return ruling.morePages();
  }

  private boolean isNotWorthAll() {
    return cutsAll && urgency.compareTo(Urgency.URGENT) < 0;
  }

  /** Policies name devices by the slots of their views; all else here is by those of the host. */
  private int hostSlot(int viewSlot) {
    DeviceTable devices = party.view().devices();
    int slot = devices.holds(viewSlot) ? devices.hostSlot(viewSlot) : NO_SLOT;
    if (slot == NO_SLOT || parties.of(slot) != party) {
      throw new IllegalArgumentException(
          "policy %s offered slot %d, which has none of its devices"
              .formatted(party.policyName, viewSlot));
    }
    return slot;
  }
}
