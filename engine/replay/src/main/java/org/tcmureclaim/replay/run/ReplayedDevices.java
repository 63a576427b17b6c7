package org.tcmureclaim.replay.run;

import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What every device of a trace holds, under one policy, and how a policy gets to see it. A device
 * keeps its number in the tick table as its slot.
 *
 * <p>Only devices that are active, or were active or cut in the tick before, are written to the
 * table; nothing else can have changed. So {@code sampledAtNanos} of an idle device stays at the
 * sample that last changed something.
 */
final class ReplayedDevices {
  private final TickTable ticks;
  private final DeviceTable table;
  private final RungBoundaries boundaries;
  private final RunWatch watch;
  private final int pagesPerBlock;
  private final long[] rungFirstPages;
  private final int[] residentPages;
  private final int[] everPages;
  private final int[] floorPages;
  private final int[] touched;
  private final boolean[] isTouched;
  private int touchedCount;
  private int currentTick;
  private long totalPages;
  private long pinnedPages;
  private long firstAllocatedPages;
  private long reallocatedPages;

  ReplayedDevices(
      TickTable ticks, HostSnapshot snapshot, RungBoundaries boundaries, RunWatch watch) {
    this.watch = watch;
    this.ticks = ticks;
    this.pagesPerBlock = ticks.pagesPerBlock();
    this.table = snapshot.devices();
    this.boundaries = boundaries;
    this.rungFirstPages = new long[boundaries.rungs()];
    for (int rung = 0; rung < rungFirstPages.length; rung++) {
      rungFirstPages[rung] = boundaries.firstBlock(rung);
    }
    int devices = ticks.devices();
    this.residentPages = new int[devices];
    this.everPages = new int[devices];
    this.floorPages = new int[devices];
    this.touched = new int[devices];
    this.isTouched = new boolean[devices];
    for (int device = 0; device < devices; device++) {
      attach(device);
    }
  }

  private void attach(int device) {
    int slot = table.add(new DeviceKey(TracedDevice.HBA + ticks.name(device), 1), 0);
    if (slot != device) {
      throw new IllegalStateException("device " + device + " was given slot " + slot);
    }
    table.updateUsage(slot, 0, 0, 0);
    table.updatePeak(slot, 0);
    table.updateFlags(slot, 0);
    table.updatePagesPerBlock(slot, pagesPerBlock);
    HeatLadders ladders = table.ladders();
    ladders.size(slot, rungFirstPages.length);
    for (int rung = 0; rung < rungFirstPages.length; rung++) {
      ladders.update(slot, rung, rungFirstPages[rung], 0, 0);
    }
  }

  long totalPages() {
    return totalPages;
  }

  /** Pages that no truncation could free at the end of this tick. */
  long pinnedPages() {
    return pinnedPages;
  }

  long firstAllocatedPages() {
    return firstAllocatedPages;
  }

  long reallocatedPages() {
    return reallocatedPages;
  }

  /** Lets the commands of a tick have their pages, and shows what there is at its end. */
  void pass(int tick, long nowNanos) {
    pinnedPages = 0;
    currentTick = tick;
    settle(nowNanos);
    int end = ticks.firstRow(tick + 1);
    for (int row = ticks.firstRow(tick); row < end; row++) {
      int device = ticks.device(row);
      use(device, ticks.peakPages(row), ticks.floorPages(row));
      show(device, ticks.peakPages(row), nowNanos);
    }
  }

  /** Shows the devices of the tick before as they are if they have become idle. */
  private void settle(long nowNanos) {
    for (int i = 0; i < touchedCount; i++) {
      int device = touched[i];
      isTouched[device] = false;
      floorPages[device] = 0;
      table.updateUsage(device, residentPages[device], residentPages[device], nowNanos);
      table.updatePeak(device, 0);
    }
    touchedCount = 0;
  }

  private void use(int device, int peak, int floor) {
    floorPages[device] = floor;
    pinnedPages += floor;
    touch(device);
    int resident = residentPages[device];
    if (peak > resident) {
      int fresh = Math.max(0, peak - everPages[device]);
      firstAllocatedPages += fresh;
      reallocatedPages += peak - resident - fresh;
      everPages[device] += fresh;
      residentPages[device] = peak;
      totalPages += peak - resident;
      watch.allocated(currentTick, device, fresh, peak - resident - fresh);
    }
  }

  private void show(int device, int peak, long nowNanos) {
    int resident = residentPages[device];
    table.updateUsage(device, resident, resident - floorPages[device], nowNanos);
    table.updatePeak(device, peak);
    long bytes = table.transferredBytes(device) + peak * HostSnapshot.PAGE_BYTES;
    table.updateTraffic(device, table.commands(device) + 1, bytes, nowNanos);
    HeatLadders ladders = table.ladders();
    int top = Math.min(boundaries.rungOf(peak - 1), rungFirstPages.length - 1);
    for (int rung = 0; rung <= top; rung++) {
      long times = ladders.timesReached(device, rung) + 1;
      ladders.update(device, rung, rungFirstPages[rung], nowNanos, times);
    }
  }

  /**
   * Truncates a device to the pages that are to be kept, rounded up to whole blocks, or to its
   * floor if that is higher.
   *
   * @return pages freed
   */
  int cut(int device, long keepPages) {
    long keep = Math.max(keepPages, floorPages[device]);
    if (pagesPerBlock > 1 && keep < residentPages[device]) {
      keep = (keep + pagesPerBlock - 1) / pagesPerBlock * pagesPerBlock;
    }
    int end = (int) Math.min(residentPages[device], keep);
    int freed = residentPages[device] - end;
    if (freed > 0) {
      residentPages[device] = end;
      totalPages -= freed;
      touch(device);
      watch.cut(currentTick, device, freed, end);
    }
    return freed;
  }

  /** A device goes, and its pages with it: no truncation, and nothing that a policy did. */
  void leave(int device, long nowNanos) {
    pinnedPages -= floorPages[device];
    floorPages[device] = 0;
    totalPages -= residentPages[device];
    residentPages[device] = 0;
    table.updateUsage(device, 0, 0, nowNanos);
    table.updatePeak(device, 0);
  }

  int residentPages(int device) {
    return residentPages[device];
  }

  private void touch(int device) {
    if (!isTouched[device]) {
      isTouched[device] = true;
      touched[touchedCount++] = device;
    }
  }
}
