package org.tcmureclaim.simulation.dataarea;

import java.util.ArrayList;
import java.util.List;

/**
 * The data area as the kernel's source has it, line by line and with no thought of speed, {@code
 * dbi_thresh} and {@code dbi_max} included. What {@link DataArea} is compared with.
 */
final class NaiveDataArea {
  final int maxBlocks;
  final int pagesPerBlock;
  final boolean[] bitmap;
  final boolean[] pages;
  final boolean[] everPages;
  int threshold;
  int dbiMax;
  long firstAllocated;
  long reallocated;
  long released;
  long truncations;

  NaiveDataArea(int areaPages, int pagesPerBlock) {
    this.maxBlocks = areaPages / pagesPerBlock;
    this.pagesPerBlock = pagesPerBlock;
    this.bitmap = new boolean[maxBlocks];
    this.pages = new boolean[maxBlocks * pagesPerBlock];
    this.everPages = new boolean[maxBlocks * pagesPerBlock];
  }

  /** {@code tcmu_alloc_data_space}; null where there is no room. */
  @org.jspecify.annotations.Nullable
  List<Integer> allocate(int neededPages) {
    int count = (neededPages + pagesPerBlock - 1) / pagesPerBlock;
    int space = threshold - weight(threshold);
    if (space < count) {
      int blocksLeft = (maxBlocks - threshold) + space;
      if (blocksLeft < count) {
        return null;
      }
      threshold = Math.min(threshold + count, maxBlocks);
    }
    List<Integer> blocks = new ArrayList<>();
    for (int left = neededPages; left > 0; left -= pagesPerBlock) {
      blocks.add(emptyBlock(Math.min(left, pagesPerBlock)));
    }
    return blocks;
  }

  /** {@code tcmu_get_empty_block}. */
  private int emptyBlock(int pageCount) {
    int dbi = 0;
    while (bitmap[dbi]) {
      dbi++;
    }
    if (dbi >= threshold) {
      throw new AssertionError("no zero bit below the threshold");
    }
    for (int i = 0; i < pageCount; i++) {
      int page = dbi * pagesPerBlock + i;
      if (!pages[page]) {
        pages[page] = true;
        if (everPages[page]) {
          reallocated++;
        } else {
          firstAllocated++;
        }
        everPages[page] = true;
      }
    }
    dbiMax = Math.max(dbiMax, dbi);
    bitmap[dbi] = true;
    return dbi;
  }

  void release(List<Integer> blocks) {
    for (int block : blocks) {
      bitmap[block] = false;
    }
  }

  /** {@code find_free_blocks} for one device, with a number of blocks to keep. */
  long truncate(int keepPages) {
    int keepBlocks = (keepPages + pagesPerBlock - 1) / pagesPerBlock;
    int end = dbiMax + 1;
    int start = Math.max(highestUsed() + 1, keepBlocks);
    if (threshold == 0 || start >= end) {
      return 0;
    }
    threshold = start;
    dbiMax = Math.max(0, start - 1);
    long freed = 0;
    for (int page = start * pagesPerBlock; page < end * pagesPerBlock; page++) {
      freed += pages[page] ? 1 : 0;
      pages[page] = false;
    }
    released += freed;
    truncations += freed > 0 ? 1 : 0;
    return freed;
  }

  int highestUsed() {
    int block = maxBlocks - 1;
    while (block >= 0 && !bitmap[block]) {
      block--;
    }
    return block;
  }

  int weight(int blocks) {
    int weight = 0;
    for (int block = 0; block < blocks; block++) {
      weight += bitmap[block] ? 1 : 0;
    }
    return weight;
  }

  long resident() {
    return pagesFrom(0);
  }

  long tail() {
    return pagesFrom((highestUsed() + 1) * pagesPerBlock);
  }

  private long pagesFrom(int firstPage) {
    long count = 0;
    for (int page = firstPage; page < pages.length; page++) {
      count += pages[page] ? 1 : 0;
    }
    return count;
  }
}
