package org.tcmureclaim.guard;

import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Judges each cut that a policy would make. Its word is final. */
public final class Guard {
  private static final int VETO_FLAGS =
      DeviceFlag.HANDLER_ABSENT.bit() | DeviceFlag.QUEUE_FULL.bit() | DeviceFlag.BLOCKED.bit();

  private final CutHistory history = new CutHistory();
  private final CutPace pace = new CutPace();
  private final HandlerGuard handlers = new HandlerGuard();
  private final Ruling ruling = new Ruling();
  private GuardSettings settings;

  public Guard(GuardSettings settings) {
    this.settings = settings;
  }

  /** Takes new settings; what is known of devices stays. */
  public void adopt(GuardSettings settings) {
    this.settings = settings;
  }

  /**
   * Makes room for the devices of a snapshot, and takes in what became of those who serve them.
   *
   * @param cutsSingle whether single devices can be cut
   */
  public void begin(HostSnapshot snapshot, boolean cutsSingle) {
    history.fit(snapshot.devices().slotCapacity());
    handlers.begin(snapshot, cutsSingle);
  }

  /**
   * Judges an offer. What is granted counts as planned from its customer.
   *
   * @param cuts so many devices are in the plan already
   * @param regretShare the device's regret, 0 to 1
   * @return good until the next call
   */
  public Ruling rule(
      HostSnapshot snapshot,
      int slot,
      long keepPages,
      CustomerGuard customer,
      Urgency urgency,
      int cuts,
      double regretShare) {
    long wantedPages = expectedPages(snapshot.devices(), slot, keepPages, customer);
    if (isUnfit(snapshot, slot, wantedPages)
        || isPromised(customer, urgency)
        || isHeldBack(slot, urgency)
        || isTooSoon(slot, snapshot.takenAtNanos(), urgency, regretShare)
        || isTooMuch(customer, wantedPages, urgency, cuts)) {
      return ruling;
    }
    handlers.planned(slot);
    grant(snapshot.devices(), slot, keepPages, customer, urgency, 0);
    return ruling;
  }

  /**
   * Whether any offer of a device that is not in the plan could be granted as things are: {@link
   * Verdict#CHOSEN} if so, otherwise what forbids it.
   */
  public Ruling outlook(
      HostSnapshot snapshot,
      int slot,
      CustomerGuard customer,
      Urgency urgency,
      int cuts,
      double regretShare) {
    if (isFull(customer, urgency, cuts)) {
      boolean emergencyHelps = !isFull(customer, Urgency.EMERGENCY, cuts);
      ruling.refuse(
          Verdict.NOT_REACHED,
          Ruling.NEVER,
          Ruling.NEVER,
          emergencyHelps ? Urgency.EMERGENCY : Urgency.NONE);
    } else if (!isUnfit(snapshot, slot, expectedPages(snapshot.devices(), slot, 0, customer))
        && !isPromised(customer, urgency)
        && !isHeldBack(slot, urgency)
        && !isTooSoon(slot, snapshot.takenAtNanos(), urgency, regretShare)) {
      ruling.refuse(Verdict.CHOSEN);
    }
    return ruling;
  }

  /** Whether a plan of so many cuts takes no further device of a customer, whichever it is. */
  public boolean isFull(CustomerGuard customer, Urgency urgency, int cuts) {
    return cuts >= pace.limit() || BlastRadius.isReached(settings, cuts, customer, urgency);
  }

  /**
   * Judges an offer of a device that is in this plan already, to be cut deeper.
   *
   * @param plannedPages what it was going to give
   */
  public Ruling deepen(
      HostSnapshot snapshot,
      int slot,
      long keepPages,
      CustomerGuard customer,
      Urgency urgency,
      int cuts,
      long plannedPages) {
    long more = expectedPages(snapshot.devices(), slot, keepPages, customer) - plannedPages;
    if (more <= 0) {
      ruling.refuse(Verdict.CHOSEN);
    } else if (!isTooMuch(customer, more, urgency, cuts - 1)) {
      grant(snapshot.devices(), slot, keepPages, customer, urgency, plannedPages);
    }
    return ruling;
  }

  /** Pages that a cut down to {@code keepPages}, or to what is protected, would free. */
  public long expectedPages(DeviceTable devices, int slot, long keepPages, CustomerGuard customer) {
    long above = devices.residentPages(slot) - keepPages(keepPages, customer);
    return Math.max(0, Math.min(devices.tailPages(slot), above));
  }

  /**
   * Pages that a cut at no urgency has to leave of a device, so that its customer keeps what it was
   * promised.
   *
   * @param keepPages pages to leave in any case
   */
  public long promisedKeepPages(
      DeviceTable devices, int slot, long keepPages, CustomerGuard customer) {
    long residentPages = devices.residentPages(slot);
    if (customer.isNever() || customer.isQuiet(Urgency.GENTLE)) {
      return Math.max(keepPages, residentPages);
    }
    long abovePages = Math.max(0, customer.aboveFloorPages(Urgency.GENTLE));
    return Math.max(keepPages(keepPages, customer), residentPages - abovePages);
  }

  /**
   * Whether a plan of so many pages is worth carrying out. One that is small because a LUN is tried
   * before the others is: there would never be a larger one.
   */
  public boolean isWorthwhile(long plannedPages) {
    return plannedPages >= settings.smallestReleasePages() || handlers.heldBack();
  }

  /** Whether the program that serves a device ended badly, so that it gets no cuts. */
  public boolean isBraked(int slot) {
    return handlers.isBraked(slot);
  }

  /** How often a program was held for ending badly, since the start. */
  public long brakes() {
    return handlers.brake().brakes();
  }

  /** Tells of those that were held since the last call. */
  public void tellOfHandlers(HostSnapshot snapshot, HandlerNews news) {
    handlers.brake().tell(news, snapshot.handlers());
  }

  /**
   * Takes in how a cut of the device in {@code slot} ended. One that was only observed cools down
   * like a real one, so that what an observing agent reports is what an acting one would do.
   */
  public void settle(int slot, CutResult result, long startedAtNanos, long endedAtNanos) {
    switch (result) {
      case FREED, OBSERVED -> history.cut(slot, endedAtNanos);
      case NOTHING, BUSY, REFUSED -> history.failed(slot, endedAtNanos);
      case GONE -> {}
    }
    handlers.settle(slot, result, startedAtNanos, endedAtNanos);
  }

  /** Takes in how long the cuts of a plan took. */
  public void settle(Outcomes outcomes) {
    pace.settle(outcomes, settings.cutBudgetNanos());
  }

  /** The device has gone. */
  public void forget(int slot) {
    history.forget(slot);
    handlers.forget(slot);
  }

  private boolean isUnfit(HostSnapshot snapshot, int slot, long wantedPages) {
    DeviceTable devices = snapshot.devices();
    int flags = devices.flags(slot);
    if ((flags & VETO_FLAGS) != 0) {
      ruling.refuse(Verdict.VETOED);
    } else if (DeviceFlag.USAGE_UNKNOWN.in(flags)
        || snapshot.takenAtNanos() - devices.sampledAtNanos(slot) > settings.staleAfterNanos()) {
      ruling.refuse(Verdict.STALE);
    } else if (devices.tailPages(slot) == 0) {
      ruling.refuse(Verdict.NOTHING_TO_GIVE);
    } else if (wantedPages == 0) {
      ruling.refuse(Verdict.PROTECTED);
    } else {
      return false;
    }
    return true;
  }

  private boolean isPromised(CustomerGuard customer, Urgency urgency) {
    if (customer.isNever()) {
      ruling.refuse(Verdict.NEVER_CUT);
    } else if (customer.isQuiet(urgency)) {
      ruling.refuse(Verdict.QUIET_TIME, Ruling.NEVER, Ruling.NEVER, Urgency.EMERGENCY);
    } else {
      return false;
    }
    return true;
  }

  private boolean isHeldBack(int slot, Urgency urgency) {
    Verdict verdict = handlers.verdict(slot, urgency);
    if (verdict == Verdict.CHOSEN) {
      return false;
    }
    ruling.refuse(verdict, handlers.afterNanos(slot, urgency), Ruling.NEVER, Urgency.NONE);
    return true;
  }

  private boolean isTooSoon(int slot, long nowNanos, Urgency urgency, double regretShare) {
    long backoffNanos = history.backoffNanos(slot, nowNanos);
    long coolingNanos = history.coolingNanos(slot, nowNanos, urgency, settings, regretShare);
    if (backoffNanos > 0) {
      ruling.refuse(Verdict.BACKING_OFF, backoffNanos, Ruling.NEVER, Urgency.NONE);
    } else if (coolingNanos > 0) {
      ruling.refuse(Verdict.COOLING_DOWN, coolingNanos, Ruling.NEVER, Urgency.NONE);
    } else if (regretShare > settings.regretLimitShare() && urgency.compareTo(Urgency.URGENT) < 0) {
      ruling.refuse(Verdict.REGRETTED, Ruling.NEVER, Ruling.NEVER, Urgency.URGENT);
    } else {
      return false;
    }
    return true;
  }

  private boolean isTooMuch(CustomerGuard customer, long pages, Urgency urgency, int cuts) {
    long allowedPages = customer.allowedPages(urgency);
    if (customer.aboveFloorPages(urgency) <= 0) {
      boolean emergencyHelps = customer.aboveFloorPages(Urgency.EMERGENCY) > 0;
      ruling.refuse(
          Verdict.CUSTOMER_FLOOR,
          Ruling.NEVER,
          customer.floorPages(urgency),
          emergencyHelps ? Urgency.EMERGENCY : Urgency.NONE);
    } else if (allowedPages == 0) {
      ruling.refuse(Verdict.QUOTA_SPENT, customer.untilQuotaNanos(), Ruling.NEVER, Urgency.NONE);
    } else if (cuts >= pace.limit()) {
      ruling.refuse(Verdict.TOO_MANY_CUTS);
    } else if (!BlastRadius.reaches(
        settings, cuts, customer, Math.min(pages, allowedPages), urgency)) {
      ruling.refuse(Verdict.BLAST_RADIUS, Ruling.NEVER, Ruling.NEVER, Urgency.EMERGENCY);
    } else {
      return false;
    }
    return true;
  }

  /**
   * Where anything is promised or metered, what is kept is said exactly: blocks that go out of use
   * between snapshot and cut are not taken along then.
   */
  private void grant(
      DeviceTable devices,
      int slot,
      long policyKeepPages,
      CustomerGuard customer,
      Urgency urgency,
      long plannedPages) {
    long expected = expectedPages(devices, slot, policyKeepPages, customer);
    long more = Math.min(expected - plannedPages, customer.allowedPages(urgency));
    boolean isExact = customer.isLimited() || more < expected - plannedPages;
    long keep =
        isExact
            ? devices.residentPages(slot) - plannedPages - more
            : keepPages(policyKeepPages, customer);
    customer.plan(more);
    ruling.grant(keep, more);
  }

  private long keepPages(long keepPages, CustomerGuard customer) {
    return Math.max(keepPages, Math.max(settings.keepPages(), customer.settings().keepPages()));
  }
}
