package org.tcmureclaim.image;

import java.util.Arrays;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;

/** The heat ladders of a tick in columns: all rungs of the first device, then those of the next. */
final class RungColumns {
  /** Numbers of each rung. */
  static final int COUNT = 3;

  private int[] places = new int[1];
  private int count;
  private long[] firstPages = new long[0];
  private long[] lastReachedNanos = new long[0];
  private long[] timesReached = new long[0];

  /** Takes the ladders of all devices. */
  void fill(DeviceTable devices) {
    begin(devices.size());
    HeatLadders ladders = devices.ladders();
    int size = devices.size();
    for (int i = 0; i < size; i++) {
      add(i, ladders.rungs(devices.slotAt(i)));
    }
    fit();
    for (int i = 0; i < size; i++) {
      int slot = devices.slotAt(i);
      int at = places[i];
      for (int rung = 0; at + rung < places[i + 1]; rung++) {
        set(
            at + rung,
            ladders.firstPage(slot, rung),
            ladders.lastReachedNanos(slot, rung),
            ladders.timesReached(slot, rung));
      }
    }
  }

  /** Begins with the ladders of so many devices, of which {@link #add} says how long each is. */
  void begin(int devices) {
    if (places.length <= devices) {
      places = new int[devices + devices / 2 + 1];
    }
    count = 0;
  }

  void add(int device, int rungs) {
    places[device] = count;
    count += rungs;
    places[device + 1] = count;
  }

  /** Makes room for all of them. The first time no more than that, as most are filled once. */
  void fit() {
    int before = firstPages.length;
    if (before < count) {
      int capacity = before == 0 ? count : count + count / 2;
      firstPages = Arrays.copyOf(firstPages, capacity);
      lastReachedNanos = Arrays.copyOf(lastReachedNanos, capacity);
      timesReached = Arrays.copyOf(timesReached, capacity);
    }
  }

  void set(int place, long firstPage, long lastReached, long times) {
    firstPages[place] = firstPage;
    lastReachedNanos[place] = lastReached;
    timesReached[place] = times;
  }

  /**
   * Takes the same ladders. The others may be written meanwhile, which is noticed later.
   *
   * @return false where they surely were
   */
  boolean copyFrom(RungColumns from, int devices) {
    begin(devices);
    count = from.count;
    fit();
    return copied(from.places, places, devices + 1)
        && copied(from.firstPages, firstPages, count)
        && copied(from.lastReachedNanos, lastReachedNanos, count)
        && copied(from.timesReached, timesReached, count);
  }

  private static boolean copied(long[] from, long[] into, int values) {
    if (from.length < values) {
      return false;
    }
    System.arraycopy(from, 0, into, 0, values);
    return true;
  }

  private static boolean copied(int[] from, int[] into, int values) {
    if (from.length < values) {
      return false;
    }
    System.arraycopy(from, 0, into, 0, values);
    return true;
  }

  /** Of all ladders together. */
  int count() {
    return count;
  }

  long firstPage(int device, int rung) {
    return firstPages[places[device] + rung];
  }

  long lastReachedNanos(int device, int rung) {
    return lastReachedNanos[places[device] + rung];
  }

  long timesReached(int device, int rung) {
    return timesReached[places[device] + rung];
  }
}
