package org.tcmureclaim.simulation.dataarea;

import java.util.Arrays;

/** The blocks of one command ({@code tcmu_cmd.dbi}), in the order in which it was given them. */
public final class BlockList {
  private int[] blocks = new int[16];
  private int size;

  public int size() {
    return size;
  }

  public int block(int position) {
    return blocks[position];
  }

  void add(int block) {
    if (size == blocks.length) {
      blocks = Arrays.copyOf(blocks, size * 2);
    }
    blocks[size++] = block;
  }

  void clear() {
    size = 0;
  }
}
