package org.tcmureclaim.guard;

import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.QuietTime;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;

/** What one customer was promised, held against what it holds now. */
public final class CustomerGuard {
  private CustomerSettings settings;
  private final QuotaMeter quota = new QuotaMeter();
  private boolean isLimited;
  private boolean isQuiet;
  private boolean isTrimmedAhead;
  private long residentPages;
  private long tailPages;
  private long plannedPages;
  private long nowNanos;

  public CustomerGuard(CustomerSettings settings) {
    this.settings = settings;
    adopt(settings);
  }

  /** Takes new promises; what its quota has spent stays spent. */
  public void adopt(CustomerSettings settings) {
    this.settings = settings;
    this.isLimited =
        settings.protection().lowPages() > 0 || !settings.quota().equals(Quota.UNLIMITED);
  }

  public CustomerSettings settings() {
    return settings;
  }

  /** Begins a tick; {@link #count} adds up the devices. */
  public void begin(int secondOfDay, long nowNanos) {
    this.nowNanos = nowNanos;
    quota.begin(settings.quota(), nowNanos);
    residentPages = 0;
    tailPages = 0;
    plannedPages = 0;
    isQuiet = false;
    isTrimmedAhead = false;
    for (int i = 0; i < settings.quietTimes().size(); i++) {
      QuietTime quietTime = settings.quietTimes().get(i);
      isQuiet |= quietTime.contains(secondOfDay);
      isTrimmedAhead |= quietTime.trimsAheadAt(secondOfDay);
    }
  }

  /** Adds what one device holds. */
  public void count(long residentPages, long tailPages) {
    this.residentPages += residentPages;
    this.tailPages += tailPages;
  }

  /** What its devices hold together. */
  public long residentPages() {
    return residentPages;
  }

  /** What its devices could give together, promises aside. */
  public long tailPages() {
    return tailPages;
  }

  /** What this plan takes from it. */
  public long plannedPages() {
    return plannedPages;
  }

  /** What it holds above its {@code high} limit. */
  public long aboveHighPages() {
    return Math.max(0, residentPages - settings.protection().highPages());
  }

  /** What may be taken from it at this urgency, on top of what is planned. */
  public long allowedPages(Urgency urgency) {
    return Math.max(0, Math.min(givablePages(urgency), leftOfQuotaPages()));
  }

  /** What could be taken from it at this urgency, quotas aside. */
  public long givablePages(Urgency urgency) {
    return isNever() || isQuiet(urgency) ? 0 : Math.max(0, aboveFloorPages(urgency));
  }

  /**
   * Asks for what its own limits want of it. One above {@code max} is brought down to it at once;
   * what is above {@code high} besides has time.
   */
  public void askForOwn(Demand demand) {
    demand.none();
    if (isNever() || isQuiet) {
      return;
    }
    Protection limits = settings.protection();
    if (residentPages > limits.maxPages()) {
      demand.raise(Urgency.URGENT, Trigger.CUSTOMER_MAX, above(limits.maxPages()));
      return;
    }
    if (isTrimmedAhead) {
      demand.raise(Urgency.GENTLE, Trigger.QUIET_AHEAD, above(limits.lowPages()));
    }
    demand.raise(Urgency.GENTLE, Trigger.CUSTOMER_HIGH, above(limits.highPages()));
  }

  /** Whether a cut of every device, down to what is in use, would break a promise. */
  public boolean forbidsAll(Urgency urgency) {
    if (tailPages == 0) {
      return false;
    }
    return isNever()
        || isQuiet(urgency)
        || residentPages - tailPages < Math.min(residentPages, floorPages(urgency));
  }

  /** Takes in a cut that freed pages. */
  public void settle(long freedPages, long heldNanos) {
    quota.spend(freedPages, heldNanos);
  }

  /** Whether a cut must not free more than planned, since something is promised or metered. */
  boolean isLimited() {
    return isLimited;
  }

  boolean isNever() {
    return settings.preference() == Preference.NEVER;
  }

  boolean isQuiet(Urgency urgency) {
    return isQuiet && urgency != Urgency.EMERGENCY;
  }

  long floorPages(Urgency urgency) {
    Protection limits = settings.protection();
    return urgency == Urgency.EMERGENCY ? limits.minPages() : limits.lowPages();
  }

  long aboveFloorPages(Urgency urgency) {
    return residentPages - plannedPages - floorPages(urgency);
  }

  long untilQuotaNanos() {
    return quota.untilNextNanos(nowNanos);
  }

  void plan(long pages) {
    plannedPages += pages;
  }

  private long leftOfQuotaPages() {
    return quota.leftPages(settings.quota()) - plannedPages;
  }

  private long above(long limitPages) {
    return Math.max(0, residentPages - limitPages);
  }
}
