package org.tcmureclaim.linux.watch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceKey;

/** The figures of all devices after one pass, in key order. Reused from pass to pass. */
public final class Readings {
  private DeviceKey[] keys = new DeviceKey[64];
  private @Nullable TcmuDevice[] devices = new TcmuDevice[64];
  private long[] residentPages = new long[64];
  private long[] usageAtNanos = new long[64];
  private long[] commands = new long[64];
  private long[] transferredBytes = new long[64];
  private long[] trafficAtNanos = new long[64];
  private int[] flags = new int[64];
  private int size;
  private long inventory;
  private long startedAtNanos;
  private boolean complete;

  /** When the pass began, on the host's clock. */
  public long startedAtNanos() {
    return startedAtNanos;
  }

  /** Whether every device that has a handler was read. */
  public boolean isComplete() {
    return complete;
  }

  /** A number that changes whenever a device comes or goes. */
  public long inventory() {
    return inventory;
  }

  public int size() {
    return size;
  }

  public DeviceKey key(int row) {
    return keys[row];
  }

  /** What configfs and sysfs say of the device. */
  public @Nullable TcmuDevice device(int row) {
    return devices[row];
  }

  /** Pages resident in the data area; as old as {@link #usageAtNanos} tells. */
  public long residentPages(int row) {
    return residentPages[row];
  }

  long usageAtNanos(int row) {
    return usageAtNanos[row];
  }

  /** SCSI commands since the device was created. */
  public long commands(int row) {
    return commands[row];
  }

  long transferredBytes(int row) {
    return transferredBytes[row];
  }

  long trafficAtNanos(int row) {
    return trafficAtNanos[row];
  }

  /** Bits of {@link DeviceFlag}. */
  public int flags(int row) {
    return flags[row];
  }

  /** The row of a device, or -1 where it is not there. */
  public int rowOf(DeviceKey key) {
    int row = Arrays.binarySearch(keys, 0, size, key);
    return row < 0 ? -1 : row;
  }

  /** Pages resident in all data areas together. */
  public long totalResidentPages() {
    long total = 0;
    for (int row = 0; row < size; row++) {
      total += residentPages[row];
    }
    return total;
  }

  void begin(long inventory, long startedAtNanos) {
    this.inventory = inventory;
    this.startedAtNanos = startedAtNanos;
    size = 0;
    complete = true;
  }

  void incomplete() {
    complete = false;
  }

  void add(WatchedDevice device) {
    add(device.key(), device.residentPages(), device.commands(), device.flags());
    int row = size - 1;
    devices[row] = device.device();
    usageAtNanos[row] = device.usageAtNanos();
    transferredBytes[row] = device.transferredBytes();
    trafficAtNanos[row] = device.trafficAtNanos();
  }

  /** Adds a device of which no more is known; read when the pass began. */
  void add(DeviceKey key, long residentPages, long commands, int flags) {
    ensureCapacity(size + 1);
    this.keys[size] = key;
    devices[size] = null;
    this.residentPages[size] = residentPages;
    this.commands[size] = commands;
    this.flags[size] = flags;
    usageAtNanos[size] = startedAtNanos;
    transferredBytes[size] = 0;
    trafficAtNanos[size] = startedAtNanos;
    size++;
  }

  /** Becomes equal to another one. */
  public void copyFrom(Readings other) {
    ensureCapacity(other.size);
    size = other.size;
    inventory = other.inventory;
    startedAtNanos = other.startedAtNanos;
    complete = other.complete;
    System.arraycopy(other.keys, 0, keys, 0, size);
    System.arraycopy(other.devices, 0, devices, 0, size);
    System.arraycopy(other.residentPages, 0, residentPages, 0, size);
    System.arraycopy(other.usageAtNanos, 0, usageAtNanos, 0, size);
    System.arraycopy(other.commands, 0, commands, 0, size);
    System.arraycopy(other.transferredBytes, 0, transferredBytes, 0, size);
    System.arraycopy(other.trafficAtNanos, 0, trafficAtNanos, 0, size);
    System.arraycopy(other.flags, 0, flags, 0, size);
  }

  private void ensureCapacity(int wanted) {
    if (wanted > keys.length) {
      int capacity = Math.max(wanted, keys.length * 2);
      keys = Arrays.copyOf(keys, capacity);
      devices = Arrays.copyOf(devices, capacity);
      residentPages = Arrays.copyOf(residentPages, capacity);
      usageAtNanos = Arrays.copyOf(usageAtNanos, capacity);
      commands = Arrays.copyOf(commands, capacity);
      transferredBytes = Arrays.copyOf(transferredBytes, capacity);
      trafficAtNanos = Arrays.copyOf(trafficAtNanos, capacity);
      flags = Arrays.copyOf(flags, capacity);
    }
  }
}
