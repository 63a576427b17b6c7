package org.tcmureclaim.snapshot;

/**
 * What the agent knows of a host at one moment, and all that a decision may depend on. One object
 * is filled anew for each tick.
 */
public final class HostSnapshot {
  /** The size of a page here and in every figure in pages. */
  public static final long PAGE_BYTES = 4096;

  private final MemorySample memory = new MemorySample();
  private final PressureSample pressure = new PressureSample();
  private final DeviceTable devices = new DeviceTable();
  private long takenAtNanos;
  private int secondOfDay;

  /** When the sampling began, on the host's monotonic clock. */
  public long takenAtNanos() {
    return takenAtNanos;
  }

  public void takenAt(long nowNanos) {
    this.takenAtNanos = nowNanos;
  }

  /** The host's local time of day when the sampling began, 0 to 86399. */
  public int secondOfDay() {
    return secondOfDay;
  }

  public void secondOfDay(int secondOfDay) {
    this.secondOfDay = secondOfDay;
  }

  public MemorySample memory() {
    return memory;
  }

  public PressureSample pressure() {
    return pressure;
  }

  public DeviceTable devices() {
    return devices;
  }
}
