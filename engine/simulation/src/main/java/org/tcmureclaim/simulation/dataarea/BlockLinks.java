package org.tcmureclaim.simulation.dataarea;

import java.util.Arrays;

/**
 * Which block of a data area follows which in the list of a command. As long as the highest block
 * that was ever used needs, and two bytes a block where the area allows that: a host has thousands
 * of areas.
 */
final class BlockLinks {
  private static final int FIRST_CAPACITY = 64;
  private static final int NARROW_BLOCKS = Character.MAX_VALUE;

  private final int areaBlocks;
  private char[] narrow = new char[0];
  private int[] wide = new int[0];

  BlockLinks(int areaBlocks) {
    this.areaBlocks = areaBlocks;
  }

  /** The block that follows, or {@link BlockList#NO_BLOCK}. */
  int after(int block) {
    if (isWide()) {
      return wide[block];
    }
    char next = narrow[block];
    return next == NARROW_BLOCKS ? BlockList.NO_BLOCK : next;
  }

  void link(int block, int next) {
    if (isWide()) {
      wide[block] = next;
    } else {
      narrow[block] = (char) next; // NO_BLOCK becomes NARROW_BLOCKS, which is no block.
    }
  }

  /** Makes room for a block. */
  void fit(int block) {
    int before = isWide() ? wide.length : narrow.length;
    if (block < before) {
      return;
    }
    int capacity = Math.min(areaBlocks, Math.max(Math.max(block + 1, before * 2), FIRST_CAPACITY));
    if (isWide()) {
      wide = Arrays.copyOf(wide, capacity);
    } else {
      narrow = Arrays.copyOf(narrow, capacity);
    }
  }

  private boolean isWide() {
    return areaBlocks > NARROW_BLOCKS;
  }
}
