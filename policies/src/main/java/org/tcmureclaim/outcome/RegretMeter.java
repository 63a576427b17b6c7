package org.tcmureclaim.outcome;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Counts pages that came back within a minute of being cut, and charges them to the device and to
 * the policy that chose it. Seen from outside: the growth of the device since its cut, at most as
 * much as was cut.
 *
 * <p>A device's regret is the share of its last cut that came back, on top of what was left of its
 * regret before; it fades to nothing in ten minutes.
 */
public final class RegretMeter {
  /** Pages that come back later than this were worth cutting. */
  public static final long WINDOW_NANOS = 60_000_000_000L;

  private static final double FADES_NANOS = 600e9;

  private long[] cutPages = new long[0];
  private long[] cutAtNanos = new long[0];
  private long[] leftPages = new long[0];
  private long[] cameBackPages = new long[0];
  private double[] regretBefore = new double[0];
  private double[] regretSince = new double[0];
  private @Nullable RegretTally[] chargedTo = new @Nullable RegretTally[0];
  private long totalCameBackPages;

  /** Pages of all devices that came back. */
  public long totalCameBackPages() {
    return totalCameBackPages;
  }

  /** Takes in the snapshot of a tick. */
  public void observe(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    fit(devices.slotCapacity());
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (cutPages[slot] > 0) {
        observe(devices, slot);
      }
    }
  }

  /**
   * Notes a cut.
   *
   * @param atNanos when it ended; samples from before then do not count
   * @param chargedTo what the policy that chose it has cut
   */
  public void cut(
      HostSnapshot snapshot, int slot, long freedPages, long atNanos, RegretTally chargedTo) {
    fit(snapshot.devices().slotCapacity());
    regretBefore[slot] = share(slot, atNanos);
    regretSince[slot] = 0;
    this.chargedTo[slot] = chargedTo;
    chargedTo.cut(freedPages);
    cutPages[slot] = freedPages;
    cutAtNanos[slot] = atNanos;
    leftPages[slot] = -1;
    cameBackPages[slot] = 0;
  }

  /** A device's regret at this moment, 0 to 1. */
  public double share(int slot, long nowNanos) {
    if (slot >= cutPages.length) {
      return 0;
    }
    double fresh = Math.min(1.0, regretBefore[slot] + regretSince[slot]);
    if (fresh == 0) {
      return 0;
    }
    return fresh * Math.max(0.0, 1.0 - (nowNanos - cutAtNanos[slot]) / FADES_NANOS);
  }

  /** The device has gone; what came back stays counted. */
  public void forget(int slot) {
    if (slot < cutPages.length) {
      cutPages[slot] = 0;
      regretBefore[slot] = 0;
      regretSince[slot] = 0;
    }
  }

  private void observe(DeviceTable devices, int slot) {
    long sinceCutNanos = devices.sampledAtNanos(slot) - cutAtNanos[slot];
    if (sinceCutNanos < 0) {
      return;
    }
    if (sinceCutNanos > WINDOW_NANOS) {
      cutPages[slot] = 0;
      return;
    }
    long resident = devices.residentPages(slot);
    if (leftPages[slot] < 0 || resident < leftPages[slot]) {
      leftPages[slot] = resident;
    }
    long grown = Math.min(cutPages[slot], resident - leftPages[slot]);
    if (grown > cameBackPages[slot]) {
      charge(slot, grown - cameBackPages[slot]);
      cameBackPages[slot] = grown;
      regretSince[slot] = (double) grown / cutPages[slot];
    }
  }

  private void charge(int slot, long pages) {
    totalCameBackPages += pages;
    RegretTally tally = chargedTo[slot];
    if (tally != null) {
      tally.cameBack(pages);
    }
  }

  private void fit(int slots) {
    if (cutPages.length < slots) {
      cutPages = Arrays.copyOf(cutPages, slots);
      cutAtNanos = Arrays.copyOf(cutAtNanos, slots);
      leftPages = Arrays.copyOf(leftPages, slots);
      cameBackPages = Arrays.copyOf(cameBackPages, slots);
      regretBefore = Arrays.copyOf(regretBefore, slots);
      regretSince = Arrays.copyOf(regretSince, slots);
      chargedTo = Arrays.copyOf(chargedTo, slots);
    }
  }
}
