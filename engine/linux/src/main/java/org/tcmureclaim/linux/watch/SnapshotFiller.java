package org.tcmureclaim.linux.watch;

import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;

/** Brings a device table up to date with readings. Allocates only when devices come or go. */
public final class SnapshotFiller {
  private final DataAreaFigures figures;
  private long inventory = -1;

  /**
   * @param figures where it comes from what devices hold
   */
  public SnapshotFiller(DataAreaFigures figures) {
    this.figures = figures;
  }

  /** Adds, removes and updates devices; tells the listener of each that came or went. */
  public void fill(DeviceTable table, Readings readings, DeviceListener listener) {
    if (readings.inventory() != inventory || table.size() != readings.size()) {
      removeGone(table, readings, listener);
      addNew(table, readings, listener);
      inventory = readings.inventory();
    }
    // Both are in key order and hold the same devices now.
    for (int row = 0; row < readings.size(); row++) {
      table.updateTraffic(
          table.slotAt(row),
          readings.commands(row),
          readings.transferredBytes(row),
          readings.trafficAtNanos(row));
    }
    figures.fill(table, readings);
  }

  private static void removeGone(DeviceTable table, Readings readings, DeviceListener listener) {
    for (int position = table.size() - 1; position >= 0; position--) {
      int slot = table.slotAt(position);
      DeviceKey key = table.key(slot);
      if (readings.rowOf(key) < 0) {
        listener.removed(slot, key);
        table.remove(slot);
      }
    }
  }

  private static void addNew(DeviceTable table, Readings readings, DeviceListener listener) {
    for (int row = 0; row < readings.size(); row++) {
      DeviceKey key = readings.key(row);
      if (table.slotOf(key) < 0) {
        int slot = table.add(key, readings.startedAtNanos());
        listener.added(slot, key);
      }
    }
  }
}
