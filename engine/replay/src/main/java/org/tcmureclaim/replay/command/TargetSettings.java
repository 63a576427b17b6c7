package org.tcmureclaim.replay.command;

/**
 * How the target serves commands.
 *
 * @param transferBytes the most that one command carries ({@code hw_max_sectors} × 512); longer
 *     requests are split
 * @param queueDepth commands in flight on one device at once ({@code hw_queue_depth})
 * @param areaBlocks blocks in each data area ({@code max_data_area_mb})
 * @param pagesPerBlock pages of a block ({@code data_pages_per_blk})
 */
public record TargetSettings(
    long transferBytes, int queueDepth, int areaBlocks, int pagesPerBlock) {
  private static final long PAGE_BYTES = 4096;

  /** The kernel's own: 64 KiB, 128 commands, 1 GiB. */
  public static final TargetSettings KERNEL_DEFAULTS = new TargetSettings(64 << 10, 128, 1 << 18);

  public TargetSettings {
    if (transferBytes < 1 || queueDepth < 1 || areaBlocks < 1 || pagesPerBlock < 1) {
      throw new IllegalArgumentException(
          "transfer limit, queue depth, data area and pages of a block must be positive");
    }
    if (blocks(transferBytes, pagesPerBlock) > areaBlocks) {
      throw new IllegalArgumentException(
          "one command of "
              + transferBytes
              + " B does not fit into a data area of "
              + areaBlocks * (long) pagesPerBlock
              + " pages");
    }
  }

  /** With blocks of one page. */
  public TargetSettings(long transferBytes, int queueDepth, int areaBlocks) {
    this(transferBytes, queueDepth, areaBlocks, 1);
  }

  /** Blocks that a command takes which carries so much: whole ones, however little is in them. */
  int blocks(long bytes) {
    return (int) blocks(bytes, pagesPerBlock);
  }

  private static long blocks(long bytes, int pagesPerBlock) {
    long pages = (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
    return (pages + pagesPerBlock - 1) / pagesPerBlock;
  }
}
