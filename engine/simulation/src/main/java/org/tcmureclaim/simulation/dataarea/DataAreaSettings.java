package org.tcmureclaim.simulation.dataarea;

/**
 * The limits of data areas.
 *
 * @param areaPages limit of one device in pages ({@code max_data_area_mb})
 * @param pagesPerBlock pages in one block ({@code data_pages_per_blk}), at least 1 and at most
 *     {@code areaPages}
 * @param globalLimitPages limit of all devices together ({@code global_max_data_area_mb})
 */
public record DataAreaSettings(int areaPages, int pagesPerBlock, long globalLimitPages) {
  /** {@code TCMU_GLOBAL_MAX_PAGES_DEF}: 2 GiB. */
  public static final long KERNEL_GLOBAL_LIMIT_PAGES = 512 * 1024;

  public DataAreaSettings {
    if (areaPages < 1) {
      throw new IllegalArgumentException("areaPages must be positive, not " + areaPages);
    }
    if (pagesPerBlock < 1 || pagesPerBlock > areaPages) {
      throw new IllegalArgumentException(
          "pagesPerBlock must be from 1 to " + areaPages + " (areaPages), not " + pagesPerBlock);
    }
    if (globalLimitPages < 1) {
      throw new IllegalArgumentException(
          "globalLimitPages must be positive, not " + globalLimitPages);
    }
  }

  /** 16 MiB for each device in blocks of one page, and the kernel's own global limit. */
  public static DataAreaSettings defaults() {
    return new DataAreaSettings(4096, 1, KERNEL_GLOBAL_LIMIT_PAGES);
  }

  /** Blocks in one data area ({@code max_blocks}). */
  public int areaBlocks() {
    return areaPages / pagesPerBlock;
  }
}
