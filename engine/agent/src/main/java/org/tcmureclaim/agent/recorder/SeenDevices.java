package org.tcmureclaim.agent.recorder;

import java.util.Arrays;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;

/**
 * The figures of each device as they were last handed to the writer, by slot: what is the same need
 * not be written again. Allocates only when there are more devices than ever before.
 */
final class SeenDevices {
  private static final int COLUMNS = DeviceColumn.values().length;
  private static final int RUNGS = HeatLadders.MOST_RUNGS;

  private final long[] now = new long[COLUMNS];
  private long[] seen = new long[0];
  private long[] firstPages = new long[0];
  private long[] lastReachedNanos = new long[0];
  private long[] timesReached = new long[0];
  private boolean[] known = new boolean[0];

  void fit(int slots) {
    if (known.length < slots) {
      known = Arrays.copyOf(known, slots);
      seen = Arrays.copyOf(seen, slots * COLUMNS);
      firstPages = Arrays.copyOf(firstPages, slots * RUNGS);
      lastReachedNanos = Arrays.copyOf(lastReachedNanos, slots * RUNGS);
      timesReached = Arrays.copyOf(timesReached, slots * RUNGS);
    }
  }

  /** Another device may be in this slot. */
  void forget(int slot) {
    if (slot < known.length) {
      known[slot] = false;
    }
  }

  /** Notes changes of a device in the draft. */
  void compare(DeviceTable devices, int slot, long devicesSampledNanos, TickDraft draft) {
    read(devices, slot);
    boolean fresh = !known[slot];
    boolean changed = fresh || devices.sampledAtNanos(slot) != devicesSampledNanos;
    for (int column = 0; column < COLUMNS; column++) {
      boolean isSampled = column == DeviceColumn.SAMPLED_US.index();
      changed |= !isSampled && now[column] != seen[slot * COLUMNS + column];
    }
    if (changed) {
      known[slot] = true;
      System.arraycopy(now, 0, seen, slot * COLUMNS, COLUMNS);
      draft.device(devices.key(slot), now);
    }
    HeatLadders ladders = devices.ladders();
    for (int rung = 0; rung < ladders.rungs(slot); rung++) {
      compareRung(devices, slot, rung, fresh, draft);
    }
  }

  private void compareRung(
      DeviceTable devices, int slot, int rung, boolean fresh, TickDraft draft) {
    HeatLadders ladders = devices.ladders();
    int at = slot * RUNGS + rung;
    long first = ladders.firstPage(slot, rung);
    long last = ladders.lastReachedNanos(slot, rung);
    long times = ladders.timesReached(slot, rung);
    if (fresh
        || times != timesReached[at]
        || last != lastReachedNanos[at]
        || first != firstPages[at]) {
      firstPages[at] = first;
      lastReachedNanos[at] = last;
      timesReached[at] = times;
      draft.rung(devices.key(slot), rung, first, last, times);
    }
  }

  private void read(DeviceTable devices, int slot) {
    set(DeviceColumn.CMDS, devices.commands(slot));
    set(DeviceColumn.TRANSFERRED_BYTES, devices.transferredBytes(slot));
    set(DeviceColumn.PEAK_BLOCKS, devices.peakPages(slot));
    set(DeviceColumn.FLOOR_BLOCKS, devices.residentPages(slot) - devices.tailPages(slot));
    set(DeviceColumn.RESIDENT_BLOCKS, devices.residentPages(slot));
    set(DeviceColumn.LAST_ACTIVE_US, devices.lastActiveNanos(slot));
    set(DeviceColumn.SAMPLED_US, devices.sampledAtNanos(slot));
    set(DeviceColumn.FLAGS, devices.flags(slot));
    set(DeviceColumn.RUNGS, devices.ladders().rungs(slot));
  }

  private void set(DeviceColumn column, long value) {
    now[column.index()] = value;
  }
}
