package org.tcmureclaim.simulation.dataarea;

import java.util.Arrays;

/**
 * The SCSI commands of one device between their arrival and their completion: those in flight, by
 * completion, and those that wait for blocks, by arrival. In columns, 32 bytes a command, as long
 * as the most commands that the device ever had at once: a host has thousands of devices.
 */
final class Commands {
  static final int NONE = -1;

  private static final int FIRST_CAPACITY = 8;

  private int[] lengthBytes = new int[0];

  /** While a command waits, how long it will take; in flight, when it completes. */
  private long[] nanos = new long[0];

  private int[] arrivals = new int[0];
  private int[] firstBlocks = new int[0];
  private int[] lastBlocks = new int[0];

  /** The next one that waits, or the next place that is free. */
  private int[] next = new int[0];

  private int firstFree = NONE;
  private int arrived;
  private int firstWaiting = NONE;
  private int lastWaiting = NONE;
  private int waiting;

  /** Those in flight, as a binary heap whose root completes next. */
  private int[] heap = new int[0];

  private int inFlight;

  int inFlight() {
    return inFlight;
  }

  int waiting() {
    return waiting;
  }

  /** A command arrives; it neither waits nor runs yet. */
  int arrive(long bytes, long serviceNanos) {
    if (firstFree == NONE) {
      grow();
    }
    int command = firstFree;
    firstFree = next[command];
    lengthBytes[command] = Math.toIntExact(bytes);
    nanos[command] = serviceNanos;
    arrivals[command] = arrived++;
    return command;
  }

  int lengthBytes(int command) {
    return lengthBytes[command];
  }

  /** When a command in flight completes. */
  long completesAtNanos(int command) {
    return nanos[command];
  }

  /** Writes the blocks of a command in flight. */
  void copyBlocks(int command, BlockList into) {
    into.first = firstBlocks[command];
    into.last = lastBlocks[command];
  }

  /** Puts a command behind all that wait. */
  void await(int command) {
    next[command] = NONE;
    if (lastWaiting == NONE) {
      firstWaiting = command;
    } else {
      next[lastWaiting] = command;
    }
    lastWaiting = command;
    waiting++;
  }

  /** The one that has waited longest, or {@link #NONE}. */
  int firstWaiting() {
    return firstWaiting;
  }

  void removeFirstWaiting() {
    firstWaiting = next[firstWaiting];
    if (firstWaiting == NONE) {
      lastWaiting = NONE;
    }
    waiting--;
  }

  /** A command has its blocks and runs. */
  void start(int command, BlockList blocks, long nowNanos) {
    firstBlocks[command] = blocks.first;
    lastBlocks[command] = blocks.last;
    nanos[command] += nowNanos;
    int at = inFlight++;
    while (at > 0 && isBefore(command, heap[(at - 1) >>> 1])) {
      heap[at] = heap[(at - 1) >>> 1];
      at = (at - 1) >>> 1;
    }
    heap[at] = command;
  }

  /** The command in flight that completes next, or {@link #NONE}. */
  int nextToComplete() {
    return inFlight == 0 ? NONE : heap[0];
  }

  /** Takes out the command that completes next; its place is free then. */
  void removeNextToComplete() {
    int removed = heap[0];
    next[removed] = firstFree;
    firstFree = removed;
    int moved = heap[--inFlight];
    int at = 0;
    while (2 * at + 1 < inFlight) {
      int child = 2 * at + 1;
      if (child + 1 < inFlight && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], moved)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moved;
  }

  /** Drops all of them. */
  void clear() {
    firstFree = NONE;
    free(0);
    firstWaiting = NONE;
    lastWaiting = NONE;
    waiting = 0;
    inFlight = 0;
  }

  /** By completion, then by arrival, so that ties are always broken alike. */
  private boolean isBefore(int command, int other) {
    return nanos[command] != nanos[other]
        ? nanos[command] < nanos[other]
        : arrivals[command] - arrivals[other] < 0; // The count may wrap around.
  }

  private void grow() {
    int before = nanos.length;
    int capacity = Math.max(FIRST_CAPACITY, before + before / 2);
    lengthBytes = Arrays.copyOf(lengthBytes, capacity);
    nanos = Arrays.copyOf(nanos, capacity);
    arrivals = Arrays.copyOf(arrivals, capacity);
    firstBlocks = Arrays.copyOf(firstBlocks, capacity);
    lastBlocks = Arrays.copyOf(lastBlocks, capacity);
    next = Arrays.copyOf(next, capacity);
    heap = Arrays.copyOf(heap, capacity);
    free(before);
  }

  private void free(int from) {
    for (int place = next.length - 1; place >= from; place--) {
      next[place] = firstFree;
      firstFree = place;
    }
  }
}
