package org.tcmureclaim.linux.watch;

import org.tcmureclaim.snapshot.DeviceTable;

/**
 * What is mapped in the handlers. It may be in use: without the shim nobody can tell, so all of it
 * may be tail.
 */
public final class MappedFigures implements DataAreaFigures {

  @Override
  public void fill(DeviceTable table, Readings readings) {
    // Both are in key order.
    for (int row = 0; row < readings.size(); row++) {
      int slot = table.slotAt(row);
      long pages = readings.residentPages(row);
      table.updateUsage(slot, pages, pages, readings.usageAtNanos(row));
      table.updateFlags(slot, readings.flags(row));
    }
  }
}
