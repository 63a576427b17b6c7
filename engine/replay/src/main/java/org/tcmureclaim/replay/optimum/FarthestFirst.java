package org.tcmureclaim.replay.optimum;

/**
 * Devices by the row at which the top of what they hold is needed next, the farthest first. A
 * binary heap that knows where each device is.
 */
final class FarthestFirst {
  private static final int OUTSIDE = -1;

  private final int[] heap;
  private final int[] place;
  private final int[] nextUse;
  private int size;

  FarthestFirst(int devices) {
    heap = new int[devices];
    place = new int[devices];
    nextUse = new int[devices];
    java.util.Arrays.fill(place, OUTSIDE);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The device whose top is needed last; of equals the one with the smallest number. */
  int first() {
    return heap[0];
  }

  /** Puts a device in, or where it belongs now. */
  void put(int device, int nextUseRow) {
    nextUse[device] = nextUseRow;
    if (place[device] == OUTSIDE) {
      place[device] = size;
      heap[size++] = device;
    }
    up(place[device]);
    down(place[device]);
  }

  /** Takes a device out, if it is in. */
  void remove(int device) {
    int at = place[device];
    if (at == OUTSIDE) {
      return;
    }
    place[device] = OUTSIDE;
    int moved = heap[--size];
    if (moved != device) {
      heap[at] = moved;
      place[moved] = at;
      up(at);
      down(place[moved]);
    }
  }

  private void up(int from) {
    int at = from;
    while (at > 0 && isFarther(heap[at], heap[(at - 1) >>> 1])) {
      swap(at, (at - 1) >>> 1);
      at = (at - 1) >>> 1;
    }
  }

  private void down(int from) {
    int at = from;
    while (true) {
      int farthest = at;
      for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
        if (isFarther(heap[child], heap[farthest])) {
          farthest = child;
        }
      }
      if (farthest == at) {
        return;
      }
      swap(at, farthest);
      at = farthest;
    }
  }

  private boolean isFarther(int a, int b) {
    return nextUse[a] != nextUse[b] ? nextUse[a] > nextUse[b] : a < b;
  }

  private void swap(int i, int j) {
    int device = heap[i];
    heap[i] = heap[j];
    heap[j] = device;
    place[heap[i]] = i;
    place[heap[j]] = j;
  }
}
