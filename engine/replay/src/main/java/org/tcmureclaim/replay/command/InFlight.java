package org.tcmureclaim.replay.command;

import java.util.Arrays;

/**
 * Commands in flight on one device by the time of their completion; of equals the one that started
 * first. A binary heap of primitives.
 */
final class InFlight {
  private long[] completesNanos = new long[16];
  private long[] sequence = new long[16];
  private int[] chain = new int[16];
  private int size;
  private long started;

  int size() {
    return size;
  }

  /** When the next one completes; {@link Long#MAX_VALUE} where none is in flight. */
  long nextNanos() {
    return size == 0 ? Long.MAX_VALUE : completesNanos[0];
  }

  void add(long nanos, int blocks) {
    if (size == chain.length) {
      completesNanos = Arrays.copyOf(completesNanos, 2 * size);
      sequence = Arrays.copyOf(sequence, 2 * size);
      chain = Arrays.copyOf(chain, 2 * size);
    }
    int at = size++;
    long number = started++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (completesNanos[parent] <= nanos) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, nanos, number, blocks);
  }

  /** Takes the next one out; returns its blocks. */
  int remove() {
    int first = chain[0];
    int last = --size;
    long nanos = completesNanos[last];
    long number = sequence[last];
    int blocks = chain[last];
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && isBefore(child + 1, completesNanos[child], sequence[child])) {
        child++;
      }
      if (!isBefore(child, nanos, number)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, nanos, number, blocks);
    return first;
  }

  private boolean isBefore(int at, long nanos, long number) {
    return completesNanos[at] != nanos ? completesNanos[at] < nanos : sequence[at] < number;
  }

  private void move(int from, int to) {
    put(to, completesNanos[from], sequence[from], chain[from]);
  }

  private void put(int at, long nanos, long number, int blocks) {
    completesNanos[at] = nanos;
    sequence[at] = number;
    chain[at] = blocks;
  }
}
