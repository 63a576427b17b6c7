package org.tcmureclaim.replay.recorded;

import java.util.Locale;
import java.util.function.ObjIntConsumer;
import org.tcmureclaim.recording.bundle.DeviceBook;
import org.tcmureclaim.recording.bundle.RecordedDevice;
import org.tcmureclaim.recording.bundle.RecordedTick;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HandlerEnd;
import org.tcmureclaim.snapshot.HandlerTable;
import org.tcmureclaim.snapshot.HeatLadders;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Brings one snapshot from tick to tick, as the agent's sensors did. */
final class SnapshotOfTick {
  private final HostSnapshot snapshot = new HostSnapshot();
  private final long pagesPerBlock;

  SnapshotOfTick(long pagesPerBlock) {
    this.pagesPerBlock = pagesPerBlock;
  }

  HostSnapshot snapshot() {
    return snapshot;
  }

  /** Begins a tick, before its events. */
  void begin() {
    snapshot.handlers().begin();
  }

  /**
   * Lets the devices of an event come or go, and those who serve them.
   *
   * @param leaving told the slot and key of each that goes, before it does
   */
  void comeAndGo(EventRow event, long nowNanos, ObjIntConsumer<DeviceKey> leaving) {
    DeviceTable devices = snapshot.devices();
    switch (event.kind()) {
      case ATTACH, PRESENT -> {
        DeviceKey key = key(event.dev());
        if (devices.slotOf(key) < 0) {
          int unused = devices.add(key, nowNanos);
        }
      }
      case DETACH -> {
        DeviceKey key = key(event.dev());
        int slot = devices.slotOf(key);
        if (slot >= 0) {
          leaving.accept(key, slot);
          devices.remove(slot);
        }
      }
      case SERVED -> serve(event);
      case HANDLER_ENDED -> {
        int mark = event.note().indexOf(' ');
        snapshot
            .handlers()
            .ended(
                (int) event.blocks(),
                event.note().substring(mark + 1),
                end(event, Math.max(mark, 0)),
                event.atNanos());
      }
      default -> {}
    }
  }

  private void serve(EventRow event) {
    int number = (int) event.blocks();
    if (number != HandlerTable.NONE) {
      snapshot.handlers().serves(number, event.note());
    }
    int slot = slotOf(event.dev());
    if (slot >= 0) {
      snapshot.devices().updateHandler(slot, number);
    }
  }

  private static HandlerEnd end(EventRow event, int length) {
    String word = event.note().substring(0, length);
    try {
      return HandlerEnd.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TraceException("event " + event.kind().label() + ": no end '" + word + "'", e);
    }
  }

  /** The slot of a device that is there. */
  int slotOf(String dev) {
    return snapshot.devices().slotOf(key(dev));
  }

  /** Takes over all figures of a tick. */
  void update(RecordedTick tick) {
    snapshot.takenAt(tick.atNanos());
    snapshot.secondOfDay((int) tick.host(HostColumn.SECOND_OF_DAY));
    snapshot
        .memory()
        .update(
            tick.host(HostColumn.MEM_TOTAL_BYTES),
            tick.host(HostColumn.MEM_AVAILABLE_BYTES),
            tick.host(HostColumn.MEM_FREE_BYTES),
            tick.host(HostColumn.SWAP_FREE_BYTES),
            tick.host(HostColumn.MEM_SAMPLED_US));
    snapshot
        .pressure()
        .updateTotals(
            tick.host(HostColumn.PSI_MEM_SOME_TOTAL_US),
            tick.host(HostColumn.PSI_MEM_FULL_TOTAL_US),
            tick.host(HostColumn.PSI_SAMPLED_US));
    snapshot
        .pressure()
        .updateEvents(tick.host(HostColumn.PSI_SOME_EVENTS), tick.host(HostColumn.PSI_FULL_EVENTS));
    DeviceBook book = tick.devices();
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      RecordedDevice device = book.find(devices.key(slot).toString());
      if (device != null) {
        update(devices, slot, device);
      }
    }
  }

  private void update(DeviceTable devices, int slot, RecordedDevice device) {
    long resident = pages(device, DeviceColumn.RESIDENT_BLOCKS);
    long tail = resident - pages(device, DeviceColumn.FLOOR_BLOCKS);
    devices.updateUsage(slot, resident, tail, device.sampledAtNanos());
    devices.updatePeak(slot, pages(device, DeviceColumn.PEAK_BLOCKS));
    devices.updateTraffic(
        slot,
        device.value(DeviceColumn.CMDS),
        device.value(DeviceColumn.TRANSFERRED_BYTES),
        device.sampledAtNanos());
    devices.updateLastActive(slot, device.value(DeviceColumn.LAST_ACTIVE_US));
    devices.updateFlags(slot, (int) device.value(DeviceColumn.FLAGS));
    HeatLadders ladders = devices.ladders();
    ladders.size(slot, device.rungs());
    for (int rung = 0; rung < device.rungs(); rung++) {
      ladders.update(
          slot,
          rung,
          device.firstBlock(rung) * pagesPerBlock,
          device.lastReachedNanos(rung),
          device.timesReached(rung));
    }
  }

  private long pages(RecordedDevice device, DeviceColumn column) {
    return device.value(column) * pagesPerBlock;
  }

  /** From path and generation, as {@link DeviceKey#toString} puts them together. */
  private static DeviceKey key(String dev) {
    int mark = dev.lastIndexOf('#');
    return mark < 0
        ? new DeviceKey(dev, 0)
        : new DeviceKey(dev.substring(0, mark), Long.parseLong(dev, mark + 1, dev.length(), 10));
  }
}
