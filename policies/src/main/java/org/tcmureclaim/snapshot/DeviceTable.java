package org.tcmureclaim.snapshot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All devices of a host in columns. A device keeps its <em>slot</em> for life, so that others may
 * keep arrays of their own beside these columns; a slot is used again after its device has gone.
 *
 * <p>Iteration is by {@link DeviceKey} order: {@code for (int i = 0; i < table.size(); i++) { int
 * slot = table.slotAt(i); … }}. Updating and iterating allocate nothing; adding and removing may.
 *
 * <p>Not thread-safe: one thread owns a table.
 */
public final class DeviceTable {
  private static final int NO_SLOT = -1;

  private @Nullable DeviceKey[] keys;
  private long[] residentPages;
  private long[] tailPages;
  private long[] peakPages;
  private long[] commands;
  private long[] transferredBytes;
  private long[] lastActiveNanos;
  private long[] sampledAtNanos;
  private int[] flags;
  private int[] slotsInKeyOrder;
  private final HeatLadders ladders;
  private int size;

  public DeviceTable() {
    int capacity = 64;
    keys = new @Nullable DeviceKey[capacity];
    residentPages = new long[capacity];
    tailPages = new long[capacity];
    peakPages = new long[capacity];
    commands = new long[capacity];
    transferredBytes = new long[capacity];
    lastActiveNanos = new long[capacity];
    sampledAtNanos = new long[capacity];
    flags = new int[capacity];
    slotsInKeyOrder = new int[capacity];
    ladders = new HeatLadders(capacity);
  }

  /** The number of devices. */
  public int size() {
    return size;
  }

  /** One more than the highest slot that can be in use: the length of an array beside the table. */
  public int slotCapacity() {
    return keys.length;
  }

  /** The slot of the device that is {@code position}-th in key order, counted from 0. */
  public int slotAt(int position) {
    if (position >= size) {
      throw new IndexOutOfBoundsException("device " + position + " of " + size);
    }
    return slotsInKeyOrder[position];
  }

  /** The slot of a device, or -1 where it is not in the table. */
  public int slotOf(DeviceKey key) {
    int position = position(key);
    return position < 0 ? NO_SLOT : slotsInKeyOrder[position];
  }

  public DeviceKey key(int slot) {
    DeviceKey key = keys[slot];
    if (key == null) {
      throw new IllegalArgumentException("no device in slot " + slot);
    }
    return key;
  }

  /** Pages allocated in the data area, as well as the host can tell. */
  public long residentPages(int slot) {
    return residentPages[slot];
  }

  /**
   * Pages above the highest block in use: what a truncation would free now. Where the host cannot
   * see it (an unpatched kernel), equal to {@link #residentPages}: an upper limit.
   */
  public long tailPages(int slot) {
    return tailPages[slot];
  }

  /**
   * The highest page that was in use at any moment since the sample before, counted from 1; 0 where
   * none was. A host that cannot see it reports the least that its samples prove.
   */
  public long peakPages(int slot) {
    return peakPages[slot];
  }

  /** When each level of each data area was last needed. */
  public HeatLadders ladders() {
    return ladders;
  }

  /** SCSI commands since the device was created. */
  public long commands(int slot) {
    return commands[slot];
  }

  /** Bytes read and written since the device was created. */
  public long transferredBytes(int slot) {
    return transferredBytes[slot];
  }

  /**
   * When the last command came; where the host cannot tell, when a sample last found that commands
   * had been served since the one before.
   */
  public long lastActiveNanos(int slot) {
    return lastActiveNanos[slot];
  }

  /** When the figures of this device were read. */
  public long sampledAtNanos(int slot) {
    return sampledAtNanos[slot];
  }

  /** Bits of {@link DeviceFlag}. */
  public int flags(int slot) {
    return flags[slot];
  }

  /** Sum of {@link #residentPages} over all devices. */
  public long totalResidentPages() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += residentPages[slotsInKeyOrder[i]];
    }
    return total;
  }

  /** Sum of {@link #tailPages} over all devices. */
  public long totalTailPages() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += tailPages[slotsInKeyOrder[i]];
    }
    return total;
  }

  /**
   * Takes a device in, idle since {@code nowNanos}.
   *
   * @return its slot
   * @throws IllegalArgumentException if the device is in the table already
   */
  public int add(DeviceKey key, long nowNanos) {
    int position = position(key);
    if (position >= 0) {
      throw new IllegalArgumentException("device " + key + " is in the table already");
    }
    if (size == keys.length) {
      grow();
    }
    int slot = freeSlot();
    keys[slot] = key;
    residentPages[slot] = 0;
    tailPages[slot] = 0;
    peakPages[slot] = 0;
    ladders.size(slot, 0);
    commands[slot] = 0;
    transferredBytes[slot] = 0;
    lastActiveNanos[slot] = nowNanos;
    sampledAtNanos[slot] = nowNanos;
    flags[slot] = DeviceFlag.USAGE_UNKNOWN.bit();
    int at = -position - 1;
    System.arraycopy(slotsInKeyOrder, at, slotsInKeyOrder, at + 1, size - at);
    slotsInKeyOrder[at] = slot;
    size++;
    return slot;
  }

  /** Drops the device in {@code slot}; the slot may be given to another one later. */
  public void remove(int slot) {
    int at = position(key(slot));
    System.arraycopy(slotsInKeyOrder, at + 1, slotsInKeyOrder, at, size - at - 1);
    size--;
    keys[slot] = null;
  }

  /**
   * Writes what a sample found in the data area. The peak becomes what these figures prove: all of
   * it where the device has grown, otherwise what is in use now.
   */
  public void updateUsage(int slot, long residentPages, long tailPages, long nowNanos) {
    this.peakPages[slot] =
        residentPages > this.residentPages[slot] ? residentPages : residentPages - tailPages;
    this.residentPages[slot] = residentPages;
    this.tailPages[slot] = tailPages;
    this.sampledAtNanos[slot] = nowNanos;
  }

  /** Writes the true peak, after {@link #updateUsage}. */
  public void updatePeak(int slot, long peakPages) {
    this.peakPages[slot] = peakPages;
  }

  /** Writes the I/O counters; a device whose command counter moved was active now. */
  public void updateTraffic(int slot, long commands, long transferredBytes, long nowNanos) {
    if (commands != this.commands[slot]) {
      this.lastActiveNanos[slot] = nowNanos;
    }
    this.commands[slot] = commands;
    this.transferredBytes[slot] = transferredBytes;
  }

  /** Writes when the last command came, where the host can tell, after {@link #updateTraffic}. */
  public void updateLastActive(int slot, long lastActiveNanos) {
    this.lastActiveNanos[slot] = lastActiveNanos;
  }

  /** Writes all flags of a device. */
  public void updateFlags(int slot, int flags) {
    this.flags[slot] = flags;
  }

  private int freeSlot() {
    int slot = 0;
    while (keys[slot] != null) {
      slot++;
    }
    return slot;
  }

  private int position(DeviceKey key) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = key(slotsInKeyOrder[middle]).compareTo(key);
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  private void grow() {
    int capacity = keys.length * 2;
    keys = Arrays.copyOf(keys, capacity);
    residentPages = Arrays.copyOf(residentPages, capacity);
    tailPages = Arrays.copyOf(tailPages, capacity);
    peakPages = Arrays.copyOf(peakPages, capacity);
    ladders.grow(capacity);
    commands = Arrays.copyOf(commands, capacity);
    transferredBytes = Arrays.copyOf(transferredBytes, capacity);
    lastActiveNanos = Arrays.copyOf(lastActiveNanos, capacity);
    sampledAtNanos = Arrays.copyOf(sampledAtNanos, capacity);
    flags = Arrays.copyOf(flags, capacity);
    slotsInKeyOrder = Arrays.copyOf(slotsInKeyOrder, capacity);
  }
}
