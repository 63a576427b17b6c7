package org.tcmureclaim.simulation.dataarea;

import java.util.Arrays;
import org.tcmureclaim.snapshot.HeatLadders;

/**
 * Where the rungs of a heat ladder begin, as the kernel shim places them ({@code struct
 * tcmu_reclaim_ladder}): rung 0 has 16 blocks, each of the next ones k/16 of the blocks below it,
 * though at least 16, with the smallest k for which {@link HeatLadders#MOST_RUNGS} rungs reach the
 * end of the area. Rungs that would begin beyond the end are left out.
 */
public final class RungBoundaries {
  private static final int LEAST_BLOCKS = 16;
  private static final int SHARES = 16;

  private final int[] firstBlocks;

  private RungBoundaries(int[] firstBlocks) {
    this.firstBlocks = firstBlocks;
  }

  /** The boundaries in a data area of so many blocks, at least one. */
  public static RungBoundaries of(int areaBlocks) {
    if (areaBlocks < 1) {
      throw new IllegalArgumentException("a data area has 1 block or more, not " + areaBlocks);
    }
    int share = 1;
    while (end(HeatLadders.MOST_RUNGS, share) < areaBlocks) {
      share++;
    }
    int[] firstBlocks = new int[HeatLadders.MOST_RUNGS];
    int rungs = 0;
    while (rungs < firstBlocks.length && end(rungs, share) < areaBlocks) {
      firstBlocks[rungs] = (int) end(rungs, share);
      rungs++;
    }
    return new RungBoundaries(Arrays.copyOf(firstBlocks, rungs));
  }

  /** The number of rungs, 1 to {@link HeatLadders#MOST_RUNGS}. */
  public int rungs() {
    return firstBlocks.length;
  }

  /** The first block of a rung. */
  public int firstBlock(int rung) {
    return firstBlocks[rung];
  }

  /** The rung that a block of the area belongs to. */
  public int rungOf(int block) {
    int at = Arrays.binarySearch(firstBlocks, block);
    return at >= 0 ? at : -at - 2;
  }

  /** Where the first {@code rungs} rungs end. */
  private static long end(int rungs, int share) {
    long below = 0;
    for (int rung = 0; rung < rungs; rung++) {
      below += Math.max(LEAST_BLOCKS, below * share / SHARES);
    }
    return below;
  }
}
