package org.tcmureclaim.simulation.dataarea;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The data area of one device: blocks that commands take and give back, and pages that stay until a
 * truncation. After {@code tcmu_get_empty_block}, {@code tcmu_cmd_free_data}, {@code
 * find_free_blocks} and {@code tcmu_blocks_release}.
 *
 * <p>The kernel's {@code dbi_thresh} is left out: a command finds room if and only if as many
 * blocks are free in the whole area, and then gets the lowest, whatever the threshold is.
 */
public final class DataArea {
  private final int areaBlocks;
  private final int pagesPerBlock;
  private final GlobalPages global;
  private final BlockBitmap bitmap;

  private final BlockLinks links;

  // Null with one page per block: whoever used a block used those below it as well, so that the
  // pages have no holes.
  private final @Nullable BlockPages blockPages;

  private int highWaterBlocks;
  private int peakBlocks;
  private long residentPages;
  private long firstAllocatedPages;
  private long reallocatedPages;
  private int everPages;
  private long belowHighestPages;
  private long releasedPages;
  private long truncations;

  public DataArea(DataAreaSettings settings, GlobalPages global) {
    this.areaBlocks = settings.areaBlocks();
    this.pagesPerBlock = settings.pagesPerBlock();
    this.global = global;
    this.bitmap = new BlockBitmap(areaBlocks);
    this.links = new BlockLinks(areaBlocks);
    this.blockPages = pagesPerBlock == 1 ? null : new BlockPages(areaBlocks);
  }

  /** Pages allocated now. */
  public long residentPages() {
    return residentPages;
  }

  /** Pages above the highest block in use: what a truncation would free now. */
  public long tailPages() {
    return pagesFrom(bitmap.highestUsed() + 1);
  }

  /** Blocks that belong to commands now. */
  public int usedBlocks() {
    return bitmap.used();
  }

  /** The highest block in use, or -1 where none is. */
  public int highestUsedBlock() {
    return bitmap.highestUsed();
  }

  /** One more than the highest block used since the last truncation ({@code dbi_max + 1}). */
  public int highWaterBlocks() {
    return highWaterBlocks;
  }

  /**
   * Blocks up to the highest that was in use at any moment since the call before ({@code
   * peak_blocks} of the shim), and begins anew with those in use now.
   */
  public int takePeakBlocks() {
    int peak = peakBlocks;
    peakBlocks = bitmap.highestUsed() + 1;
    return peak;
  }

  public int pagesPerBlock() {
    return pagesPerBlock;
  }

  /** Pages allocated where the device had never had one. */
  public long firstAllocatedPages() {
    return firstAllocatedPages;
  }

  /** Pages allocated where the device had one before that was freed. */
  public long reallocatedPages() {
    return reallocatedPages;
  }

  /**
   * What the shim counts as allocated again: pages at or below the highest that was ever allocated.
   * With one page per block the same as {@link #reallocatedPages()}. With several it is more: a
   * block whose command did not fill it gets its other pages for the first time from a larger one.
   */
  public long belowHighestPages() {
    return belowHighestPages;
  }

  /** Pages freed by truncations. */
  public long releasedPages() {
    return releasedPages;
  }

  /** Truncations that freed pages. */
  public long truncations() {
    return truncations;
  }

  /** Whether a command of this size could ever run ({@code queue_cmd_ring} refuses others). */
  public boolean couldHold(long lengthBytes) {
    return blocksFor(lengthBytes) <= areaBlocks;
  }

  /**
   * Takes the lowest free blocks for a command, with pages as far as its data reaches.
   *
   * @return false where there are too few free blocks: nothing was taken then
   */
  boolean allocate(long lengthBytes, BlockList into) {
    int blocks = blocksFor(lengthBytes);
    if (blocks > bitmap.free()) {
      return false;
    }
    long leftPages = pagesFor(lengthBytes);
    for (int i = 0; i < blocks; i++) {
      int block = bitmap.takeLowest();
      populate(block, (int) Math.min(leftPages, pagesPerBlock));
      append(block, into);
      leftPages -= pagesPerBlock;
    }
    return true;
  }

  /** Gives the blocks of a command back; their pages stay. */
  void release(BlockList blocks) {
    for (int block = blocks.first; block != BlockList.NO_BLOCK; block = links.after(block)) {
      bitmap.give(block);
    }
    blocks.clear();
  }

  /** The block that a command was given after this one, or {@link BlockList#NO_BLOCK}. */
  int blockAfter(int block) {
    return links.after(block);
  }

  /**
   * Frees the pages above {@code keepPages}, rounded up to a whole block, and above the highest
   * block in use.
   *
   * @return pages freed
   */
  public long truncate(long keepPages) {
    long keepBlocks = (keepPages + pagesPerBlock - 1) / pagesPerBlock;
    long end = Math.max(keepBlocks, bitmap.highestUsed() + 1L);
    if (end >= highWaterBlocks) {
      return 0;
    }
    long freed = pagesFrom((int) end);
    if (blockPages != null) {
      blockPages.clearFrom((int) end);
    }
    highWaterBlocks = (int) end;
    residentPages -= freed;
    releasedPages += freed;
    truncations++;
    global.freed(freed);
    return freed;
  }

  /** Frees everything: the device goes away. */
  void destroy() {
    bitmap.clear();
    global.freed(residentPages);
    if (blockPages != null) {
      blockPages.clearFrom(0);
    }
    residentPages = 0;
    highWaterBlocks = 0;
    peakBlocks = 0;
  }

  private void append(int block, BlockList to) {
    if (to.first == BlockList.NO_BLOCK) {
      to.first = block;
    } else {
      links.link(to.last, block);
    }
    to.last = block;
    links.link(block, BlockList.NO_BLOCK);
  }

  private void populate(int block, int neededPages) {
    links.fit(block);
    int present = pagesOf(block);
    int most = mostPagesOf(block);
    highWaterBlocks = Math.max(highWaterBlocks, block + 1);
    peakBlocks = Math.max(peakBlocks, block + 1);
    if (neededPages <= present) {
      global.changedBy(0);
      return;
    }
    int neverHad = Math.max(0, neededPages - most);
    int missing = neededPages - present;
    countBelowHighest(block * pagesPerBlock + present, missing);
    if (blockPages != null) {
      blockPages.set(block, neededPages);
    }
    residentPages += missing;
    firstAllocatedPages += neverHad;
    reallocatedPages += missing - neverHad;
    global.changedBy(missing);
  }

  private int pagesOf(int block) {
    return blockPages == null ? (block < highWaterBlocks ? 1 : 0) : blockPages.now(block);
  }

  private int mostPagesOf(int block) {
    return blockPages == null ? (block < everPages ? 1 : 0) : blockPages.most(block);
  }

  private void countBelowHighest(int firstPage, int pages) {
    belowHighestPages += Math.max(0, Math.min(everPages - firstPage, pages));
    everPages = Math.max(everPages, firstPage + pages);
  }

  private long pagesFrom(int firstBlock) {
    return blockPages == null
        ? Math.max(0, highWaterBlocks - firstBlock)
        : blockPages.sum(firstBlock, highWaterBlocks);
  }

  private int blocksFor(long lengthBytes) {
    return (int) ((pagesFor(lengthBytes) + pagesPerBlock - 1) / pagesPerBlock);
  }

  private static long pagesFor(long lengthBytes) {
    return (lengthBytes + HostSnapshot.PAGE_BYTES - 1) / HostSnapshot.PAGE_BYTES;
  }
}
