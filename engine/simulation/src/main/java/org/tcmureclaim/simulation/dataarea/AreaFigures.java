package org.tcmureclaim.simulation.dataarea;

/**
 * What is known of a data area after a step, by the model or by the kernel ({@code struct
 * tcmu_reclaim_device} of the shim's UAPI header).
 *
 * @param usedBlocks blocks that belong to commands
 * @param floorBlocks one more than the highest block in use
 * @param highWaterBlocks one more than the highest block used since the last truncation
 * @param pages pages that are allocated
 * @param allocatedPages pages allocated so far
 * @param releasedPages pages freed by truncations so far
 * @param reallocatedPages those of them at or below the highest that was ever allocated
 */
record AreaFigures(
    long usedBlocks,
    long floorBlocks,
    long highWaterBlocks,
    long pages,
    long allocatedPages,
    long releasedPages,
    long reallocatedPages) {}
