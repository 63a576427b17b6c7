package org.tcmureclaim.shim;

import org.tcmureclaim.shim.ReclaimAbi.Count;
import org.tcmureclaim.shim.ReclaimAbi.Device;
import org.tcmureclaim.shim.ReclaimAbi.Ladder;
import org.tcmureclaim.shim.ReclaimAbi.Rung;

/**
 * What all devices held when {@link ReclaimPort#count} was called: a row for each, in the order of
 * their minors ({@code struct tcmu_reclaim_device}, {@code struct tcmu_reclaim_ladder}). Used again
 * from call to call; allocates only when there are more devices than ever before.
 */
public final class ReclaimCounts {
  /** Rungs of a ladder; those that would begin beyond the data area begin at its end. */
  public static final int RUNGS = ReclaimAbi.RUNGS;

  /** No kernel has more UIO nodes (UIO_MAX_DEVICES is 2^20), and no host comes near. */
  static final int MOST_DEVICES = 1 << 16;

  /** Of one data area: 4 PiB, of which the bytes can still be told in 63 bits. */
  private static final long MOST_PAGES = 1L << 40;

  private static final int FIRST_CAPACITY = 64;

  private final boolean withLadders;
  private final NativeBuffer argument = new NativeBuffer(Count.BYTES);
  private NativeBuffer devices;
  private NativeBuffer ladders;
  private int capacity;

  /** Without ladders a call costs less; asking for them then is an error. */
  public ReclaimCounts(boolean withLadders) {
    this.withLadders = withLadders;
    argument.putInt(Count.SIZE, Count.BYTES);
    argument.putInt(Count.DEVICE_BYTES, Device.BYTES);
    argument.putInt(Count.LADDER_BYTES, withLadders ? Ladder.BYTES : 0);
    this.capacity = FIRST_CAPACITY;
    this.devices = new NativeBuffer(FIRST_CAPACITY * Device.BYTES);
    this.ladders = new NativeBuffer(withLadders ? FIRST_CAPACITY * Ladder.BYTES : 1);
    pointArgument();
  }

  /** The number of devices. */
  public int size() {
    return argument.intAt(Count.RETURNED);
  }

  /** A number that increases whenever a device is added or removed; from before the first row. */
  public long changes() {
    return argument.longAt(Count.CHANGES);
  }

  /** Pages in the data areas of all devices. */
  public long totalPages() {
    return argument.longAt(Count.PAGES);
  }

  /** Never the same for two devices since the module was loaded. */
  public long generation(int row) {
    return longAt(row, Device.GENERATION);
  }

  /** N of {@code /dev/uioN}. */
  public int minor(int row) {
    return (int) intAt(row, Device.MINOR);
  }

  /** Whether a handler has the device open. */
  public boolean isOpened(int row) {
    return (flags(row) & ReclaimAbi.DEV_OPENED) != 0;
  }

  /** Whether it was blocked through {@code action/block_dev}. */
  public boolean isBlocked(int row) {
    return (flags(row) & ReclaimAbi.DEV_BLOCKED) != 0;
  }

  /** Whether the handler broke the ring. */
  public boolean isBroken(int row) {
    return (flags(row) & ReclaimAbi.DEV_BROKEN) != 0;
  }

  /** Whether its own handler, which spins in a stock driver, keeps the device locked for good. */
  public boolean isStuck(int row) {
    return (flags(row) & ReclaimAbi.DEV_STUCK) != 0;
  }

  /**
   * Whether the device was locked when the module beside a stock driver looked: for a moment as a
   * rule, for good where its handler spins.
   */
  public boolean isLocked(int row) {
    return (flags(row) & ReclaimAbi.DEV_LOCKED) != 0;
  }

  /**
   * Whether the module did not count the device's commands for all of the interval: then its peak
   * is the high-water mark, and its ladder and last command may be old.
   */
  public boolean isUncounted(int row) {
    return (flags(row) & ReclaimAbi.DEV_UNCOUNTED) != 0;
  }

  long flags(int row) {
    return intAt(row, Device.FLAGS);
  }

  public long pagesPerBlock(int row) {
    return intAt(row, Device.PAGES_PER_BLOCK);
  }

  /** Blocks in the data area. */
  public long maxBlocks(int row) {
    return intAt(row, Device.MAX_BLOCKS);
  }

  /** Blocks that belong to commands. */
  public long blocksInUse(int row) {
    return intAt(row, Device.BLOCKS_IN_USE);
  }

  /** Blocks up to the highest used since the last truncation. */
  public long highWaterBlocks(int row) {
    return intAt(row, Device.HIGH_WATER_BLOCKS);
  }

  /** Blocks up to the highest in use; no truncation goes below. */
  public long floorBlocks(int row) {
    return intAt(row, Device.FLOOR_BLOCKS);
  }

  /** Commands on the ring, and completed ones whose buffer is kept. */
  public long commands(int row) {
    return intAt(row, Device.COMMANDS);
  }

  /** Commands that wait for room in the ring or in the data area. */
  public long waiters(int row) {
    return intAt(row, Device.WAITERS);
  }

  /** Blocks up to the highest in use at any moment since the controller's COUNT before. */
  public long peakBlocks(int row) {
    return intAt(row, Device.PEAK_BLOCKS);
  }

  /** Pages allocated now. */
  public long pages(int row) {
    return longAt(row, Device.PAGES);
  }

  /** Of these, above the floor; an upper bound with several pages per block. */
  public long tailPages(int row) {
    return longAt(row, Device.TAIL_PAGES);
  }

  /** The others. */
  public long pinnedPages(int row) {
    return longAt(row, Device.PINNED_PAGES);
  }

  /** Pages allocated since the device was added. */
  public long allocatedPages(int row) {
    return longAt(row, Device.ALLOCATED_PAGES);
  }

  /** Pages released since then, whoever asked. */
  public long releasedPages(int row) {
    return longAt(row, Device.RELEASED_PAGES);
  }

  /** Of the allocated ones, those that were needed again after they had been released. */
  public long reallocatedPages(int row) {
    return longAt(row, Device.REALLOCATED_PAGES);
  }

  /** Page faults in the data area. */
  public long faults(int row) {
    return longAt(row, Device.FAULTS);
  }

  /** Requests that released something. */
  public long truncations(int row) {
    return longAt(row, Device.TRUNCATIONS);
  }

  /** Time for which truncations held the device's lock. */
  public long heldNanos(int row) {
    return longAt(row, Device.HELD_NANOS);
  }

  /** The longest of these holds. */
  public long longestHeldNanos(int row) {
    return longAt(row, Device.LONGEST_HELD_NANOS);
  }

  /** When the last command came, on the clock of {@link System#nanoTime}; 0 if none did. */
  public long lastCommandNanos(int row) {
    return longAt(row, Device.LAST_COMMAND_NANOS);
  }

  /**
   * {@code CLOCK_MONOTONIC} when these figures were taken; 0 from an older module, whose figures
   * are always new.
   */
  public long figuresNanos(int row) {
    return longAt(row, Device.FIGURES_NANOS);
  }

  /** The block at which a rung of the device's ladder begins. */
  public long firstBlock(int row, int rung) {
    return ladders.unsignedIntAt(rungAt(row, rung) + Rung.FIRST_BLOCK);
  }

  /** Pages allocated in a rung; an upper bound with several pages per block. */
  public long rungPages(int row, int rung) {
    return ladders.unsignedIntAt(rungAt(row, rung) + Rung.PAGES);
  }

  /** When a command last took or gave back a block in this rung or above it; 0 if none did. */
  public long lastReachedNanos(int row, int rung) {
    return ladders.longAt(rungAt(row, rung) + Rung.LAST_REACHED_NANOS);
  }

  /** Commands that took a block in this rung or above it. */
  public long timesReached(int row, int rung) {
    return ladders.longAt(rungAt(row, rung) + Rung.TIMES_REACHED);
  }

  long argumentAddress() {
    return argument.address();
  }

  NativeBuffer devices() {
    return devices;
  }

  NativeBuffer ladders() {
    return ladders;
  }

  NativeBuffer argument() {
    return argument;
  }

  /**
   * Looks whether the last call told as many rows as there can be, and as there is room for.
   *
   * @param path of what was asked
   * @throws SystemCallException EPROTO where it did not
   */
  void requireSound(String path) throws SystemCallException {
    if (!isSound()) {
      throw new SystemCallException("COUNT of", path, Errno.EPROTO);
    }
  }

  private boolean isSound() {
    int total = argument.intAt(Count.TOTAL);
    int returned = size();
    return 0 <= returned && returned <= Math.min(total, capacity) && total <= MOST_DEVICES;
  }

  /** Whether a row's figures are such as a device can have, so that they can be reckoned with. */
  public boolean isPossible(int row) {
    long pagesPerBlock = pagesPerBlock(row);
    return pagesPerBlock > 0
        && Math.max(maxBlocks(row), peakBlocks(row)) <= MOST_PAGES / pagesPerBlock
        && isPossiblePages(pages(row))
        && isPossiblePages(tailPages(row));
  }

  private static boolean isPossiblePages(long pages) {
    return 0 <= pages && pages <= MOST_PAGES;
  }

  /**
   * Makes room before it is needed: for twice as many devices as there were in the last call, if
   * that was {@linkplain #isSound sound}.
   *
   * @return whether the last call was short of room, so that it has to be made again
   */
  boolean fit() {
    int total = argument.intAt(Count.TOTAL);
    if (!isSound() || total <= capacity / 2) {
      return false;
    }
    boolean wasShort = total > capacity;
    int wanted = total * 2;
    NativeBuffer oldDevices = devices;
    NativeBuffer oldLadders = ladders;
    devices = new NativeBuffer(wanted * Device.BYTES);
    devices.copyFrom(oldDevices);
    if (withLadders) {
      ladders = new NativeBuffer(wanted * Ladder.BYTES);
      ladders.copyFrom(oldLadders);
      oldLadders.close();
    }
    oldDevices.close();
    capacity = wanted;
    pointArgument();
    return wasShort;
  }

  private void pointArgument() {
    argument.putInt(Count.CAPACITY, capacity);
    argument.putLong(Count.DEVICES, devices.address());
    argument.putLong(Count.LADDERS, withLadders ? ladders.address() : 0);
  }

  private long intAt(int row, int field) {
    return devices.unsignedIntAt(checked(row) * Device.BYTES + field);
  }

  private long longAt(int row, int field) {
    return devices.longAt(checked(row) * Device.BYTES + field);
  }

  private int rungAt(int row, int rung) {
    return checked(row) * Ladder.BYTES + Ladder.RUNGS + rung * Rung.BYTES;
  }

  private int checked(int row) {
    if (row >= size()) {
      throw new IndexOutOfBoundsException("device " + row + " of " + size());
    }
    return row;
  }
}
