package org.tcmureclaim.replay.command;

/**
 * How the target serves commands.
 *
 * @param transferBytes the most that one command carries ({@code hw_max_sectors} × 512); longer
 *     requests are split
 * @param queueDepth commands in flight on one device at once ({@code hw_queue_depth})
 * @param areaBlocks blocks of one page in each data area ({@code max_data_area_mb})
 */
public record TargetSettings(long transferBytes, int queueDepth, int areaBlocks) {
  /** The kernel's own: 64 KiB, 128 commands, 1 GiB. */
  public static final TargetSettings KERNEL_DEFAULTS = new TargetSettings(64 << 10, 128, 1 << 18);

  public TargetSettings {
    if (transferBytes < 1 || queueDepth < 1 || areaBlocks < 1) {
      throw new IllegalArgumentException(
          "transfer limit, queue depth and data area must be positive");
    }
    if ((transferBytes + 4095) / 4096 > areaBlocks) {
      throw new IllegalArgumentException(
          "one command of "
              + transferBytes
              + " B does not fit into a data area of "
              + areaBlocks
              + " pages");
    }
  }
}
