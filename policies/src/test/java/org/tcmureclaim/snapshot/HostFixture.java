package org.tcmureclaim.snapshot;

/** A host in a test: a snapshot that is written by hand, second by second. */
public final class HostFixture {
  public static final long SECOND_NANOS = 1_000_000_000L;
  public static final long MIB = 1L << 20;

  private final HostSnapshot snapshot = new HostSnapshot();
  private long nowNanos;
  private long someMicros;

  /** Starts ten nanoseconds before the clock wraps around, as any code here must survive it. */
  public HostFixture() {
    this.nowNanos = Long.MAX_VALUE - 10;
    availableBytes(8192 * MIB);
    pressure(0);
    snapshot.takenAt(nowNanos);
  }

  public HostSnapshot snapshot() {
    return snapshot;
  }

  public long nowNanos() {
    return nowNanos;
  }

  /** Lets time pass; every figure is as fresh as the new moment. */
  public HostFixture pass(long nanos) {
    nowNanos += nanos;
    snapshot.takenAt(nowNanos);
    availableBytes(snapshot.memory().availableBytes());
    pressure(0);
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      devices.updateUsage(slot, devices.residentPages(slot), devices.tailPages(slot), nowNanos);
    }
    return this;
  }

  public HostFixture availableBytes(long bytes) {
    snapshot.memory().update(16384 * MIB, bytes, bytes, 0, nowNanos);
    return this;
  }

  /** Adds stall time. */
  public HostFixture pressure(long someMicros) {
    this.someMicros += someMicros;
    snapshot.pressure().updateTotals(this.someMicros, 0, nowNanos);
    return this;
  }

  public HostFixture someEvent() {
    PressureSample pressure = snapshot.pressure();
    pressure.updateEvents(pressure.someEvents() + 1, pressure.fullEvents());
    return this;
  }

  public HostFixture fullEvent() {
    PressureSample pressure = snapshot.pressure();
    pressure.updateEvents(pressure.someEvents(), pressure.fullEvents() + 1);
    return this;
  }

  /** Adds a device that holds so many pages, all of them tail, and has been idle from now on. */
  public int device(String path, long pages) {
    DeviceTable devices = snapshot.devices();
    int slot = devices.add(new DeviceKey(path, 1), nowNanos);
    devices.updateFlags(slot, 0);
    devices.updateUsage(slot, pages, pages, nowNanos);
    return slot;
  }

  public HostFixture use(int slot) {
    DeviceTable devices = snapshot.devices();
    devices.updateTraffic(slot, devices.commands(slot) + 1, 0, nowNanos);
    return this;
  }

  public HostFixture holds(int slot, long residentPages, long tailPages) {
    snapshot.devices().updateUsage(slot, residentPages, tailPages, nowNanos);
    return this;
  }
}
