package org.tcmureclaim.outcome;

import java.util.Arrays;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Counts pages that came back within a minute of being cut. Seen from outside: the growth of the
 * device since its cut, at most as much as was cut.
 */
public final class RegretMeter {
  /** Pages that come back later than this were worth cutting. */
  public static final long WINDOW_NANOS = 60_000_000_000L;

  private long[] cutPages = new long[0];
  private long[] cutAtNanos = new long[0];
  private long[] leftPages = new long[0];
  private long[] cameBackPages = new long[0];
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
   */
  public void cut(HostSnapshot snapshot, int slot, long freedPages, long atNanos) {
    fit(snapshot.devices().slotCapacity());
    cutPages[slot] = freedPages;
    cutAtNanos[slot] = atNanos;
    leftPages[slot] = -1;
    cameBackPages[slot] = 0;
  }

  /** The device has gone; what came back stays counted. */
  public void forget(int slot) {
    if (slot < cutPages.length) {
      cutPages[slot] = 0;
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
      totalCameBackPages += grown - cameBackPages[slot];
      cameBackPages[slot] = grown;
    }
  }

  private void fit(int slots) {
    if (cutPages.length < slots) {
      cutPages = Arrays.copyOf(cutPages, slots);
      cutAtNanos = Arrays.copyOf(cutAtNanos, slots);
      leftPages = Arrays.copyOf(leftPages, slots);
      cameBackPages = Arrays.copyOf(cameBackPages, slots);
    }
  }
}
