package org.tcmureclaim.snapshot;

/** What can be said of a device besides numbers. Kept as bits in {@link DeviceTable#flags}. */
public enum DeviceFlag {
  /** No process maps the device's UIO node, so nobody serves its commands. */
  HANDLER_ABSENT(1),
  /** Commands wait for space in the data area. */
  QUEUE_FULL(2),
  /** The device is blocked or a command is in error recovery. */
  BLOCKED(4),
  /**
   * The host cannot see how much the device holds: the sensor could not read it this time, or never
   * could.
   */
  USAGE_UNKNOWN(8);

  private final int bit;

  DeviceFlag(int bit) {
    this.bit = bit;
  }

  /** The bit that stands for this flag. */
  public int bit() {
    return bit;
  }

  /** Whether this flag is set in {@code flags}. */
  public boolean in(int flags) {
    return (flags & bit) != 0;
  }
}
