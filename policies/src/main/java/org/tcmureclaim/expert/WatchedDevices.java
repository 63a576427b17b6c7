package org.tcmureclaim.expert;

import java.util.Arrays;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;

/**
 * All devices of a host that has up to {@value #MOST}; of a larger one, between {@value #SAMPLE}
 * and half as many, more or less, chosen by a hash of their names, so that the cost of watching
 * them is bounded. A host of twice the size has a part of the same sample.
 */
final class WatchedDevices {
  static final int MOST = 1024;
  static final int SAMPLE = 512;

  private int[] slots = new int[0];
  private int size;
  private int[] openSlots = new int[0];
  private long[] openInUsePages = new long[0];
  private int openSize;

  /** Chooses anew, after devices came or went. */
  void choose(DeviceTable devices) {
    if (slots.length < devices.size()) {
      slots = Arrays.copyOf(slots, devices.slotCapacity());
      openSlots = Arrays.copyOf(openSlots, devices.slotCapacity());
      openInUsePages = Arrays.copyOf(openInUsePages, devices.slotCapacity());
    }
    size = 0;
    int mask = mask(devices.size());
    for (int position = 0; position < devices.size(); position++) {
      int slot = devices.slotAt(position);
      if ((hash(devices.key(slot)) & mask) == 0) {
        slots[size++] = slot;
      }
    }
  }

  /** Finds those that are open to be cut, for a scan. */
  void findOpen(DeviceTable devices, CutOffers offers) {
    openSize = 0;
    for (int i = 0; i < size; i++) {
      int slot = slots[i];
      if (offers.isOpen(slot)) {
        openSlots[openSize] = slot;
        openInUsePages[openSize++] = devices.inUsePages(slot);
      }
    }
  }

  /** How many are watched. */
  int size() {
    return size;
  }

  /** In the order of the table, which is that of their keys. */
  int slot(int index) {
    return slots[index];
  }

  /** How many of them are open. */
  int openSize() {
    return openSize;
  }

  /** In the same order. */
  int openSlot(int index) {
    return openSlots[index];
  }

  /** What is in use of it and cannot be cut. */
  long openInUsePages(int index) {
    return openInUsePages[index];
  }

  /** Whether no device of the host is left out. */
  boolean areAll(DeviceTable devices) {
    return size == devices.size();
  }

  private static int mask(int devices) {
    int parts = (devices + SAMPLE - 1) / SAMPLE;
    return devices <= MOST ? 0 : Integer.highestOneBit(parts - 1) * 2 - 1;
  }

  /** A String's hash is the same everywhere; murmur3's finalizer spreads it. */
  private static int hash(DeviceKey key) {
    int hash = key.path().hashCode() * 31 + Long.hashCode(key.generation());
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }
}
