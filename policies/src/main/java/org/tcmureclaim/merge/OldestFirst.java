package org.tcmureclaim.merge;

import org.tcmureclaim.heat.Staircases;

/** Ranks pages by idle time: a run is a step of the staircase, its rank the idle time negated. */
public record OldestFirst(Staircases staircases) implements LevelRanks {

  @Override
  public long rank(int slot, long endPage) {
    return -staircases.idleNanos(slot, staircases.stepBelow(slot, endPage));
  }

  @Override
  public long firstPage(int slot, long endPage) {
    return staircases.firstPage(slot, staircases.stepBelow(slot, endPage));
  }

  @Override
  public long idleNanosAt(long rank) {
    return -rank;
  }
}
