package org.tcmureclaim.recording.table;

import java.util.Locale;

/** What is recorded of a device, after tick, time and name. */
public enum DeviceColumn implements Column {
  /** SCSI commands since the device was created. */
  CMDS,
  /** Bytes read and written since then. */
  TRANSFERRED_BYTES,
  /** Blocks up to the highest in use at any moment since the tick before. */
  PEAK_BLOCKS,
  /** Blocks up to the highest in use now: a truncation frees what lies above. */
  FLOOR_BLOCKS,
  /** Blocks allocated. */
  RESIDENT_BLOCKS,
  /** When the last command came. */
  LAST_ACTIVE_US(true),
  /** When these figures were read. */
  SAMPLED_US(true),
  /** 1 no handler, 2 commands wait for space, 4 blocked, 8 usage unknown; their sum. */
  FLAGS,
  /** Rungs of its heat ladder; 0 where the host keeps none. */
  RUNGS;

  private final boolean time;

  DeviceColumn() {
    this(false);
  }

  DeviceColumn(boolean time) {
    this.time = time;
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isTime() {
    return time;
  }

  /** The order of the constants is that of the columns, which the format lays down. */
  @Override
  @SuppressWarnings("EnumOrdinal")
  public int index() {
    return ordinal();
  }
}
