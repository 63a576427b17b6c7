package org.tcmureclaim.snapshot;

/**
 * What the agent knows of a host at one moment, and all that a decision may depend on. One object
 * is filled anew for each tick.
 */
public final class HostSnapshot {
  /** The size of a page here and in every figure in pages. */
  public static final long PAGE_BYTES = 4096;

  private final MemorySample memory;
  private final PressureSample pressure;
  private final DeviceTable devices;
  private final HandlerTable handlers;
  private long takenAtNanos;
  private int secondOfDay;

  public HostSnapshot() {
    this(new MemorySample(), new PressureSample(), new DeviceTable(), new HandlerTable());
  }

  private HostSnapshot(
      MemorySample memory, PressureSample pressure, DeviceTable devices, HandlerTable handlers) {
    this.memory = memory;
    this.pressure = pressure;
    this.devices = devices;
    this.handlers = handlers;
  }

  /** The same host with some of its devices; see {@link DeviceTable#subset}. */
  public HostSnapshot subset(ViewSlots slots) {
    return new HostSnapshot(memory, pressure, devices.subset(slots), handlers);
  }

  /** The same host with another usage of its devices; see {@link DeviceTable#model}. */
  public HostSnapshot model() {
    return new HostSnapshot(memory, pressure, devices.model(), handlers);
  }

  /** Takes everything of another snapshot over; see {@link DeviceTable#copyFrom}. */
  public void copyFrom(HostSnapshot from) {
    memory.copyFrom(from.memory);
    pressure.copyFrom(from.pressure);
    devices.copyFrom(from.devices);
    handlers.copyFrom(from.handlers);
    follow(from);
  }

  /** Sets the clocks of a subset or model by those of its host. */
  public void follow(HostSnapshot host) {
    takenAtNanos = host.takenAtNanos;
    secondOfDay = host.secondOfDay;
  }

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

  /** The processes that serve the devices. */
  public HandlerTable handlers() {
    return handlers;
  }
}
