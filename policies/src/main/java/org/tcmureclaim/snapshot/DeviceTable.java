package org.tcmureclaim.snapshot;

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
  private static final int FIRST_CAPACITY = 64;

  private final DeviceColumns columns;
  private final UsageColumns usage;
  private final boolean isView;
  private final @Nullable ViewSlots viewSlots;
  private final HeatLadders ladders;
  private final KeyOrder order;
  private long changes;

  public DeviceTable() {
    this(new DeviceColumns(FIRST_CAPACITY), new UsageColumns(FIRST_CAPACITY), false, null);
  }

  private DeviceTable(
      DeviceColumns columns, UsageColumns usage, boolean isView, @Nullable ViewSlots viewSlots) {
    this.columns = columns;
    this.usage = usage;
    this.isView = isView;
    this.viewSlots = viewSlots;
    this.ladders = viewSlots == null ? columns.ladders : columns.ladders.seenBy(viewSlots);
    this.order = new KeyOrder(columns, viewSlots);
  }

  /**
   * A table of some of these devices, with the same figures, in slots of its own. It begins empty;
   * {@link #select} puts devices in.
   *
   * @param slots of its devices
   */
  public DeviceTable subset(ViewSlots slots) {
    requireAllSlots();
    return new DeviceTable(columns, usage, true, slots);
  }

  /**
   * A table of some of these devices in the same slots, with a usage of its own: what the devices
   * would hold had others been cut.
   */
  public DeviceTable model() {
    requireAllSlots();
    return new DeviceTable(columns, new UsageColumns(slotCapacity()), true, null);
  }

  /**
   * Takes all devices and figures of another table over, in the same slots. For a table that takes
   * no devices in by itself; allocates only where the other has grown.
   */
  public void copyFrom(DeviceTable from) {
    requireView(false);
    columns.copyFrom(from.columns);
    usage.copyFrom(from.usage);
    order.copyFrom(from.order);
    changes = from.changes;
  }

  /** Empties a subset or model. */
  public void selectNone() {
    requireView(true);
    order.clear();
    if (viewSlots == null) {
      changes++;
    } else {
      viewSlots.changed();
    }
    usage.fit(columns.keys.length);
  }

  /** Puts a device into a subset or model; to be called in key order. */
  public void select(int slot) {
    requireView(true);
    order.addLast(slot);
  }

  /** Rises whenever a device comes or goes. */
  public long changes() {
    return viewSlots == null ? changes : viewSlots.changes();
  }

  /** The number of devices. */
  public int size() {
    return order.size();
  }

  /** One more than the highest slot that can be in use: the length of an array beside the table. */
  public int slotCapacity() {
    return viewSlots == null ? columns.keys.length : viewSlots.capacity();
  }

  /** Whether this is the slot of a device. */
  public boolean holds(int slot) {
    return viewSlots == null
        ? slot >= 0 && slot < columns.keys.length && columns.keys[slot] != null
        : viewSlots.holds(slot);
  }

  /** The slot in the host's table of the device in {@code slot}: the same but in a subset. */
  public int hostSlot(int slot) {
    return viewSlots == null ? slot : viewSlots.hostSlot(slot);
  }

  /** The slot of the device that is {@code position}-th in key order, counted from 0. */
  public int slotAt(int position) {
    return order.slotAt(position);
  }

  /** The slot of a device, or -1 where it is not in the table. */
  public int slotOf(DeviceKey key) {
    int position = order.position(key);
    return position < 0 ? NO_SLOT : order.slotAt(position);
  }

  public DeviceKey key(int slot) {
    return columns.key(hostSlot(slot));
  }

  /** Pages allocated in the data area, as well as the host can tell. */
  public long residentPages(int slot) {
    return usage.residentPages[hostSlot(slot)];
  }

  /**
   * Pages above the highest block in use: what a truncation would free now. Where the host cannot
   * see it (an unpatched kernel), equal to {@link #residentPages}: an upper limit.
   */
  public long tailPages(int slot) {
    return usage.tailPages[hostSlot(slot)];
  }

  /** Pages below the tail: what a truncation would leave now; 0 or more. */
  public long inUsePages(int slot) {
    return Math.max(0, residentPages(slot) - tailPages(slot));
  }

  /**
   * The highest page that was in use at any moment since the sample before, counted from 1; 0 where
   * none was. A host that cannot see it reports the least that its samples prove.
   */
  public long peakPages(int slot) {
    return usage.peakPages[hostSlot(slot)];
  }

  /**
   * Pages of a block ({@code data_pages_per_blk}), where a cut that ends within one frees less than
   * it says; 1 where that is not known.
   */
  public int pagesPerBlock(int slot) {
    return columns.pagesPerBlock[hostSlot(slot)];
  }

  /** When each level of each data area was last needed. */
  public HeatLadders ladders() {
    return ladders;
  }

  /** SCSI commands since the device was created. */
  public long commands(int slot) {
    return columns.commands[hostSlot(slot)];
  }

  /** Bytes read and written since the device was created. */
  public long transferredBytes(int slot) {
    return columns.transferredBytes[hostSlot(slot)];
  }

  /**
   * When the last command came; where the host cannot tell, when a sample last found that commands
   * had been served since the one before.
   */
  public long lastActiveNanos(int slot) {
    return columns.lastActiveNanos[hostSlot(slot)];
  }

  /** When the figures of this device were read. */
  public long sampledAtNanos(int slot) {
    return columns.sampledAtNanos[hostSlot(slot)];
  }

  /** Bits of {@link DeviceFlag}. */
  public int flags(int slot) {
    return columns.flags[hostSlot(slot)];
  }

  /**
   * The number of the process that serves the device, by {@link HandlerTable}; {@link
   * HandlerTable#NONE} where the host cannot tell.
   */
  public int handler(int slot) {
    return columns.handlers[hostSlot(slot)];
  }

  /** Sum of {@link #residentPages} over all devices. */
  public long totalResidentPages() {
    long total = 0;
    for (int i = 0; i < order.size(); i++) {
      total += usage.residentPages[hostSlot(order.anySlotAt(i))];
    }
    return total;
  }

  /** Sum of {@link #tailPages} over all devices. */
  public long totalTailPages() {
    long total = 0;
    for (int i = 0; i < order.size(); i++) {
      total += usage.tailPages[hostSlot(order.anySlotAt(i))];
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
    requireView(false);
    if (columns.holds(key)) {
      throw new IllegalArgumentException("device " + key + " is in the table already");
    }
    if (order.size() == columns.keys.length) {
      grow();
    }
    int slot = columns.take(key);
    usage.clear(slot);
    columns.ladders.size(slot, 0);
    columns.commands[slot] = 0;
    columns.transferredBytes[slot] = 0;
    columns.lastActiveNanos[slot] = nowNanos;
    columns.sampledAtNanos[slot] = nowNanos;
    columns.flags[slot] = DeviceFlag.USAGE_UNKNOWN.bit();
    columns.pagesPerBlock[slot] = 1;
    columns.handlers[slot] = HandlerTable.NONE;
    order.add(slot);
    changes++;
    return slot;
  }

  /** Drops the device in {@code slot}; the slot may be given to another one later. */
  public void remove(int slot) {
    requireView(false);
    order.remove(key(slot));
    changes++;
    columns.release(slot);
  }

  /**
   * Writes what a sample found in the data area. The peak becomes what these figures prove: all of
   * it where the device has grown, otherwise what is in use now.
   */
  public void updateUsage(int slot, long residentPages, long tailPages, long nowNanos) {
    usage.peakPages[slot] =
        residentPages > usage.residentPages[slot] ? residentPages : residentPages - tailPages;
    usage.residentPages[slot] = residentPages;
    usage.tailPages[slot] = tailPages;
    columns.sampledAtNanos[slot] = nowNanos;
  }

  /** Writes the true peak, after {@link #updateUsage}. */
  public void updatePeak(int slot, long peakPages) {
    usage.peakPages[slot] = peakPages;
  }

  /** Writes what a device holds in a {@link #model}; the host's own table keeps its figures. */
  public void updateModel(int slot, long residentPages, long tailPages, long peakPages) {
    requireView(true);
    requireAllSlots();
    usage.residentPages[slot] = residentPages;
    usage.tailPages[slot] = tailPages;
    usage.peakPages[slot] = peakPages;
  }

  /** Writes the I/O counters; a device whose command counter moved was active now. */
  public void updateTraffic(int slot, long commands, long transferredBytes, long nowNanos) {
    if (commands != columns.commands[slot]) {
      columns.lastActiveNanos[slot] = nowNanos;
    }
    columns.commands[slot] = commands;
    columns.transferredBytes[slot] = transferredBytes;
  }

  /** Writes when the last command came, where the host can tell, after {@link #updateTraffic}. */
  public void updateLastActive(int slot, long lastActiveNanos) {
    columns.lastActiveNanos[slot] = lastActiveNanos;
  }

  /** Writes how many pages a block has: 1 or more. */
  public void updatePagesPerBlock(int slot, int pagesPerBlock) {
    columns.pagesPerBlock[slot] = pagesPerBlock;
  }

  /** Writes all flags of a device. */
  public void updateFlags(int slot, int flags) {
    columns.flags[slot] = flags;
  }

  /** Writes which process serves a device. */
  public void updateHandler(int slot, int number) {
    columns.handlers[slot] = number;
  }

  private void requireView(boolean wanted) {
    if (isView != wanted) {
      throw new IllegalStateException(
          wanted ? "devices are selected in views only" : "a view has the devices of its table");
    }
  }

  private void requireAllSlots() {
    if (viewSlots != null) {
      throw new IllegalStateException("this is a subset already");
    }
  }

  private void grow() {
    int capacity = columns.keys.length * 2;
    columns.grow(capacity);
    usage.fit(capacity);
  }
}
