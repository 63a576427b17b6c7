package org.tcmureclaim.snapshot;

import java.util.Arrays;

/**
 * The slots of a view that has few of a host's devices: numbered from 0 without large gaps, so that
 * arrays beside a view are as long as the view needs, not as the host does. A device keeps its slot
 * until it leaves the view.
 */
public final class ViewSlots {
  private static final int FREE = -1;
  private static final int FIRST_CAPACITY = 4;

  private int[] hostSlots = free(new int[FIRST_CAPACITY], 0);
  private int noneFreeBelow;
  private long changes;

  /** Adds the device that has this slot in the host's table; returns its slot in the view. */
  public int take(int hostSlot) {
    int slot = noneFreeBelow;
    while (slot < hostSlots.length && hostSlots[slot] != FREE) {
      slot++;
    }
    put(slot, hostSlot);
    noneFreeBelow = slot + 1;
    return slot;
  }

  /** Gives a device this slot of the view, which is free or its own already. */
  public void put(int slot, int hostSlot) {
    if (slot >= hostSlots.length) {
      int before = hostSlots.length;
      hostSlots = free(Arrays.copyOf(hostSlots, Math.max(slot + 1, before * 2)), before);
    }
    hostSlots[slot] = hostSlot;
  }

  /** The device in this slot has left the view. */
  public void release(int slot) {
    hostSlots[slot] = FREE;
    noneFreeBelow = Math.min(noneFreeBelow, slot);
  }

  /**
   * The slot of the device in the host's table.
   *
   * @throws IllegalArgumentException if no device of the view is in that slot
   */
  public int hostSlot(int slot) {
    if (!holds(slot)) {
      throw new IllegalArgumentException("no device in slot " + slot);
    }
    return hostSlots[slot];
  }

  /** Whether a device of the view is in that slot. */
  boolean holds(int slot) {
    return slot >= 0 && slot < hostSlots.length && hostSlots[slot] != FREE;
  }

  /** Says that devices are selected again. */
  void changed() {
    changes++;
  }

  /** Rises with each selection, in one view after the other: policies outlive views. */
  long changes() {
    return changes;
  }

  /** One more than the highest slot that can be in use. */
  int capacity() {
    return hostSlots.length;
  }

  private static int[] free(int[] slots, int from) {
    Arrays.fill(slots, from, slots.length, FREE);
    return slots;
  }
}
