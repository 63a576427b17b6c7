package org.tcmureclaim.replay.command;

import java.util.Arrays;

/** Commands that wait for their turn on one device, first come first served. */
final class Waiting {
  private int[] blocks = new int[16];
  private long[] serviceNanos = new long[16];
  private int first;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(int commandBlocks, long commandServiceNanos) {
    if (size == blocks.length) {
      grow();
    }
    int at = (first + size++) & (blocks.length - 1);
    blocks[at] = commandBlocks;
    serviceNanos[at] = commandServiceNanos;
  }

  int firstBlocks() {
    return blocks[first];
  }

  long firstServiceNanos() {
    return serviceNanos[first];
  }

  void removeFirst() {
    first = (first + 1) & (blocks.length - 1);
    size--;
  }

  private void grow() {
    int old = blocks.length;
    blocks = Arrays.copyOf(blocks, 2 * old);
    serviceNanos = Arrays.copyOf(serviceNanos, 2 * old);
    System.arraycopy(blocks, 0, blocks, old, first);
    System.arraycopy(serviceNanos, 0, serviceNanos, old, first);
  }
}
