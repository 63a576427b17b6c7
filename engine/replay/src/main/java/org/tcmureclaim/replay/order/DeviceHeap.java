package org.tcmureclaim.replay.order;

import java.util.Arrays;

/**
 * Devices by a rank of their own, the smallest first, of equals the device with the smallest
 * number. A binary heap that knows where each device is; rank and number are compared as one.
 */
public final class DeviceHeap {
  private static final int OUTSIDE = -1;

  private final long[] heap;
  private final int[] place;
  private int size;

  /** An empty heap for devices with numbers below this. */
  public DeviceHeap(int devices) {
    heap = new long[devices];
    place = new int[devices];
    Arrays.fill(place, OUTSIDE);
  }

  /** What {@link #firstKey} gives for a device of this rank, which is 0 or more. */
  public static long key(int rank, int device) {
    return (long) rank << 32 | device;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public boolean contains(int device) {
    return place[device] != OUTSIDE;
  }

  /** The first device. */
  public int first() {
    return (int) heap[0];
  }

  /** Rank and number of the first device as one number; {@code Long.MAX_VALUE} without any. */
  public long firstKey() {
    return size == 0 ? Long.MAX_VALUE : heap[0];
  }

  /** Puts a device in, or where it belongs now. Ranks are 0 or more. */
  public void put(int device, int rank) {
    int at = place[device];
    if (at == OUTSIDE) {
      at = size++;
    }
    settle(at, key(rank, device));
  }

  /** Takes a device out, if it is in. */
  public void remove(int device) {
    int at = place[device];
    if (at == OUTSIDE) {
      return;
    }
    place[device] = OUTSIDE;
    long moved = heap[--size];
    if (at != size) {
      settle(at, moved);
    }
  }

  private void settle(int from, long key) {
    int at = from;
    while (at > 0 && heap[(at - 1) >>> 1] > key) {
      set(at, heap[(at - 1) >>> 1]);
      at = (at - 1) >>> 1;
    }
    int child = 2 * at + 1;
    while (child < size) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] > key) {
        break;
      }
      set(at, heap[child]);
      at = child;
      child = 2 * at + 1;
    }
    set(at, key);
  }

  private void set(int at, long key) {
    heap[at] = key;
    place[(int) key] = at;
  }
}
