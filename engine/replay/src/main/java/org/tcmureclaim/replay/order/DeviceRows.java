package org.tcmureclaim.replay.order;

import java.util.Arrays;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * Devices in the order of a row of each in the tick table. A device is only ever put behind all
 * others, with the row that is being replayed; so a cursor over the table that only goes forward
 * finds the first one, and each row is looked at once.
 */
public final class DeviceRows {
  /** No device. */
  public static final int NONE = -1;

  private static final int OUTSIDE = -1;

  private final TickTable ticks;
  private final int[] rows;
  private int cursor;
  private int end;

  /** Without any device yet. */
  public DeviceRows(TickTable ticks) {
    this.ticks = ticks;
    this.rows = new int[ticks.devices()];
    Arrays.fill(rows, OUTSIDE);
  }

  /** Puts a device behind all others, wherever it was. Rows must rise. */
  public void put(int device, int row) {
    rows[device] = row;
    end = row + 1;
  }

  /** Takes a device out, if it is in. */
  public void remove(int device) {
    rows[device] = OUTSIDE;
  }

  /** The first device, or {@link #NONE}. */
  public int first() {
    while (cursor < end) {
      int device = ticks.device(cursor);
      if (rows[device] == cursor) {
        return device;
      }
      cursor++;
    }
    return NONE;
  }
}
