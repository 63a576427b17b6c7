package org.tcmureclaim.guard;

import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Judges each cut that a policy would make. Its word is final. */
public final class Guard {
  private static final int VETO_FLAGS =
      DeviceFlag.HANDLER_ABSENT.bit() | DeviceFlag.QUEUE_FULL.bit() | DeviceFlag.BLOCKED.bit();

  private final GuardSettings settings;
  private final CutHistory history;

  public Guard(GuardSettings settings) {
    this.settings = settings;
    this.history = new CutHistory(settings.cooldownNanos());
  }

  /** Makes room for the devices of a snapshot. */
  public void begin(HostSnapshot snapshot) {
    history.fit(snapshot.devices().slotCapacity());
  }

  /** {@link Verdict#CHOSEN} where the device may be cut now, otherwise why not. */
  public Verdict judge(HostSnapshot snapshot, int slot, long keepPages, Urgency urgency) {
    DeviceTable devices = snapshot.devices();
    long now = snapshot.takenAtNanos();
    int flags = devices.flags(slot);
    if ((flags & VETO_FLAGS) != 0) {
      return Verdict.VETOED;
    }
    if (DeviceFlag.USAGE_UNKNOWN.in(flags)
        || now - devices.sampledAtNanos(slot) > settings.staleAfterNanos()) {
      return Verdict.STALE;
    }
    if (devices.tailPages(slot) == 0) {
      return Verdict.NOTHING_TO_GIVE;
    }
    if (expectedPages(devices, slot, keepPages) == 0) {
      return Verdict.PROTECTED;
    }
    if (history.isBackingOff(slot, now)) {
      return Verdict.BACKING_OFF;
    }
    if (history.isCooling(slot, now, urgency)) {
      return Verdict.COOLING_DOWN;
    }
    return Verdict.CHOSEN;
  }

  /** The pages to leave when a policy would leave {@code keepPages}. */
  public long keepPages(long keepPages) {
    return Math.max(keepPages, settings.keepPages());
  }

  /** Pages that a cut down to {@code keepPages}, or to what is protected, would free. */
  public long expectedPages(DeviceTable devices, int slot, long keepPages) {
    long above = devices.residentPages(slot) - keepPages(keepPages);
    return Math.max(0, Math.min(devices.tailPages(slot), above));
  }

  /** Whether a plan of so many pages is worth carrying out. */
  public boolean isWorthwhile(long plannedPages) {
    return plannedPages >= settings.smallestReleasePages();
  }

  /**
   * Takes in how a cut of the device in {@code slot} ended. One that was only observed cools down
   * like a real one, so that what an observing agent reports is what an acting one would do.
   */
  public void settle(int slot, CutResult result, long nowNanos) {
    switch (result) {
      case FREED, OBSERVED -> history.cut(slot, nowNanos);
      case NOTHING, BUSY, REFUSED -> history.failed(slot, nowNanos);
      case GONE -> {}
    }
  }

  /** The device has gone. */
  public void forget(int slot) {
    history.forget(slot);
  }
}
