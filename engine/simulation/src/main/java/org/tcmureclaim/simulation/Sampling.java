package org.tcmureclaim.simulation;

import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.simulation.dataarea.DataArea;
import org.tcmureclaim.simulation.dataarea.TcmuDevice;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Fills snapshots from a simulation. */
final class Sampling {
  private final Simulation simulation;
  private final Faults faults;
  private final HostFeatures features;
  private final long someEventsAtStart;
  private final long fullEventsAtStart;

  Sampling(Simulation simulation, Faults faults, HostFeatures features) {
    this.simulation = simulation;
    this.faults = faults;
    this.features = features;
    this.someEventsAtStart = simulation.poller().someEvents();
    this.fullEventsAtStart = simulation.poller().fullEvents();
  }

  void sample(HostSnapshot snapshot, DeviceListener listener) {
    long nowNanos = simulation.nowNanos();
    snapshot.takenAt(nowNanos);
    snapshot.secondOfDay(simulation.secondOfDay());
    var memory = simulation.memory();
    snapshot
        .memory()
        .update(memory.totalBytes(), memory.availableBytes(), memory.freeBytes(), 0, nowNanos);
    var stalls = simulation.stalls();
    snapshot.pressure().updateTotals(stalls.someMicros(), stalls.fullMicros(), nowNanos);
    var poller = simulation.poller();
    snapshot
        .pressure()
        .updateEvents(
            poller.someEvents() - someEventsAtStart, poller.fullEvents() - fullEventsAtStart);
    removeGone(snapshot.devices(), listener);
    updateAttached(snapshot.devices(), listener, nowNanos);
  }

  private void removeGone(DeviceTable devices, DeviceListener listener) {
    for (int i = devices.size() - 1; i >= 0; i--) {
      int slot = devices.slotAt(i);
      DeviceKey key = devices.key(slot);
      if (simulation.luns().find(key) == null) {
        listener.removed(slot, key);
        devices.remove(slot);
      }
    }
  }

  private void updateAttached(DeviceTable devices, DeviceListener listener, long nowNanos) {
    Luns luns = simulation.luns();
    for (int place = 0; place < luns.places(); place++) {
      Lun lun = luns.at(place);
      if (lun == null) {
        continue;
      }
      int slot = devices.slotOf(lun.key());
      if (slot < 0) {
        slot = devices.add(lun.key(), nowNanos);
        listener.added(slot, lun.key());
      }
      if (!faults.has(lun.key(), Fault.SAMPLING_STALE)) {
        update(devices, slot, lun, nowNanos);
      }
    }
  }

  private void update(DeviceTable devices, int slot, Lun lun, long nowNanos) {
    TcmuDevice device = lun.device();
    DataArea area = device.area();
    long tailPages = features.tailVisible() ? area.tailPages() : area.residentPages();
    devices.updateUsage(slot, area.residentPages(), tailPages, nowNanos);
    if (features.laddersKept()) {
      devices.updatePeak(slot, (long) area.takePeakBlocks() * area.pagesPerBlock());
      device.ladder().copyTo(devices.ladders(), slot);
    }
    devices.updateTraffic(slot, device.commands(), device.transferredBytes(), nowNanos);
    devices.updateFlags(slot, flags(lun));
  }

  private int flags(Lun lun) {
    int flags = lun.device().waitingCommands() > 0 ? DeviceFlag.QUEUE_FULL.bit() : 0;
    if (faults.has(lun.key(), Fault.HANDLER_ABSENT)) {
      flags |= DeviceFlag.HANDLER_ABSENT.bit();
    }
    if (faults.has(lun.key(), Fault.BLOCKED)) {
      flags |= DeviceFlag.BLOCKED.bit();
    }
    return flags;
  }
}
