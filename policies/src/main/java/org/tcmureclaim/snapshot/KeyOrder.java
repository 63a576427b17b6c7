package org.tcmureclaim.snapshot;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The slots of some devices in the order of their keys. Those that are added wait behind the others
 * until the order is asked for, and are then sorted and merged in together, so that adding n
 * devices costs n log n in whichever order they come.
 */
final class KeyOrder {
  private final DeviceColumns columns;
  private final @Nullable ViewSlots viewSlots;
  private int[] slots;
  private int size;

  /** How many may be read: all, or none while some wait. */
  private int readable;

  /** How many are in order; the others wait. */
  private int sorted;

  /**
   * @param viewSlots by which a view names the devices; null where the slots are the columns' own
   */
  KeyOrder(DeviceColumns columns, @Nullable ViewSlots viewSlots) {
    this.columns = columns;
    this.viewSlots = viewSlots;
    this.slots = new int[viewSlots == null ? 64 : 4];
  }

  int size() {
    return size;
  }

  /** The slot of the device that is {@code position}-th in key order, counted from 0. */
  int slotAt(int position) {
    if (position >= readable) {
      if (position >= size) {
        throw new IndexOutOfBoundsException("device " + position + " of " + size);
      }
      settle();
    }
    return slots[position];
  }

  /** The same in an order that does not matter, for sums. */
  int anySlotAt(int index) {
    return slots[index];
  }

  /** Takes the order of a table with the same devices in the same slots over. */
  void copyFrom(KeyOrder from) {
    from.settle();
    if (slots.length < from.size) {
      slots = new int[from.slots.length];
    }
    System.arraycopy(from.slots, 0, slots, 0, from.size);
    size = from.size;
    sorted = size;
    readable = size;
  }

  void clear() {
    size = 0;
    sorted = 0;
    readable = 0;
  }

  /** Takes a device in that is not here. */
  void add(int slot) {
    boolean isNext = sorted == size && (size == 0 || isBefore(slots[size - 1], slot));
    append(slot);
    sorted = isNext ? size : sorted;
    readable = isNext ? size : 0;
  }

  /** Takes a device in that comes after all that are here. */
  void addLast(int slot) {
    append(slot);
    sorted = size;
    readable = size;
  }

  void remove(DeviceKey key) {
    int at = position(key);
    System.arraycopy(slots, at + 1, slots, at, size - at - 1);
    size--;
    sorted = size;
    readable = size;
  }

  /** Where a device is; below 0 where it is not here. */
  int position(DeviceKey key) {
    settle();
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = key(slots[middle]).compareTo(key);
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

  private DeviceKey key(int slot) {
    return columns.key(viewSlots == null ? slot : viewSlots.hostSlot(slot));
  }

  private void append(int slot) {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, Math.max(size * 2, viewSlots == null ? columns.keys.length : 0));
    }
    slots[size++] = slot;
  }

  private void settle() {
    if (sorted < size) {
      merge(
          Arrays.stream(slots, sorted, size)
              .boxed()
              .sorted(Comparator.comparing(this::key))
              .mapToInt(Integer::intValue)
              .toArray());
      sorted = size;
    }
    readable = size;
  }

  private void merge(int[] waiting) {
    int at = size;
    int left = sorted;
    for (int next = waiting.length - 1; next >= 0; next--) {
      while (left > 0 && isBefore(waiting[next], slots[left - 1])) {
        slots[--at] = slots[--left];
      }
      slots[--at] = waiting[next];
    }
  }

  private boolean isBefore(int slot, int other) {
    return key(slot).compareTo(key(other)) < 0;
  }
}
