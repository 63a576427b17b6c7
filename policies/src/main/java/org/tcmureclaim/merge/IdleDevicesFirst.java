package org.tcmureclaim.merge;

import org.tcmureclaim.heat.Staircases;

/** Ranks whole devices by how long they have been idle: all of a device is one run. */
public record IdleDevicesFirst(Staircases staircases) implements LevelRanks {

  @Override
  public long rank(int slot, long endPage) {
    return -staircases.idleNanos(slot);
  }

  @Override
  public long firstPage(int slot, long endPage) {
    return 0;
  }

  @Override
  public long idleNanosAt(long rank) {
    return -rank;
  }
}
