package org.tcmureclaim.simulation.dataarea;

import org.tcmureclaim.snapshot.HeatLadders;

/**
 * When and how often commands reached each rung of one data area. A command is noted at the highest
 * rung it used and nowhere else; reading sums over the rungs above.
 */
public final class HeatLadder {
  private final RungBoundaries boundaries;
  private final int pagesPerBlock;
  private final long[] touchedNanos;
  private final long[] commands;

  public HeatLadder(int areaBlocks, int pagesPerBlock) {
    this.boundaries = RungBoundaries.of(areaBlocks);
    this.pagesPerBlock = pagesPerBlock;
    this.touchedNanos = new long[boundaries.rungs()];
    this.commands = new long[boundaries.rungs()];
  }

  /** A command took blocks, {@code highestBlock} the highest of them. */
  public void taken(int highestBlock, long nowNanos) {
    int rung = boundaries.rungOf(highestBlock);
    commands[rung]++;
    touchedNanos[rung] = nowNanos;
  }

  /** A command gave its blocks back. */
  public void givenBack(int highestBlock, long nowNanos) {
    touchedNanos[boundaries.rungOf(highestBlock)] = nowNanos;
  }

  /** Writes what is known of each rung; the time is 0 where nothing ever reached it. */
  public void copyTo(HeatLadders ladders, int slot) {
    ladders.size(slot, boundaries.rungs());
    long lastNanos = 0;
    long times = 0;
    for (int rung = boundaries.rungs() - 1; rung >= 0; rung--) {
      lastNanos = Math.max(lastNanos, touchedNanos[rung]);
      times += commands[rung];
      long firstPage = (long) boundaries.firstBlock(rung) * pagesPerBlock;
      ladders.update(slot, rung, firstPage, lastNanos, times);
    }
  }
}
