package org.tcmureclaim.simulation.dataarea;

import java.util.Arrays;

/**
 * How many pages each block of several has, and had at most. They are allocated from the start of a
 * block, so that a count says which.
 */
final class BlockPages {
  private static final int FIRST_CAPACITY = 64;

  private final int areaBlocks;
  private int[] now = new int[0];
  private int[] most = new int[0];

  BlockPages(int areaBlocks) {
    this.areaBlocks = areaBlocks;
  }

  int now(int block) {
    return block < now.length ? now[block] : 0;
  }

  /** The most that the block ever had. */
  int most(int block) {
    return block < most.length ? most[block] : 0;
  }

  void set(int block, int pages) {
    if (block >= now.length) {
      int wanted = Math.max(Math.max(block + 1, now.length * 2), FIRST_CAPACITY);
      int capacity = Math.min(areaBlocks, wanted);
      now = Arrays.copyOf(now, capacity);
      most = Arrays.copyOf(most, capacity);
    }
    now[block] = pages;
    most[block] = Math.max(most[block], pages);
  }

  /** The pages of the blocks from one up to another. */
  long sum(int firstBlock, int endBlock) {
    long pages = 0;
    for (int block = firstBlock; block < Math.min(endBlock, now.length); block++) {
      pages += now[block];
    }
    return pages;
  }

  /** The blocks from this one on have no pages any more. */
  void clearFrom(int firstBlock) {
    if (firstBlock < now.length) {
      Arrays.fill(now, firstBlock, now.length, 0);
    }
  }
}
