package org.tcmureclaim.replay.run;

import org.tcmureclaim.replay.order.DeviceRows;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.replay.watch.TickWatcher;

/**
 * {@link FixedBudgetReplay} of {@code lru} without snapshots and offers: the same cuts in the same
 * order as the policy's class and as a policy with a plain list make, an order of magnitude faster.
 * A test holds it to both. An idle device costs nothing.
 *
 * <p>The policy spares devices that were active within the last seconds until the others are used
 * up; in order of activity they come last anyway.
 *
 * <p>Devices that hold anything are ordered by their last activity, ties by number: that is the
 * order of the last row of each.
 */
final class LruReplay implements ReplayState {
  private final TickTable ticks;
  private final long budgetPages;
  private final TickWatcher watcher;
  private final HeldPages held;
  private final DeviceRows byActivity;

  private LruReplay(TickTable ticks, long budgetPages, TickWatcher watcher) {
    this.ticks = ticks;
    this.budgetPages = budgetPages;
    this.watcher = watcher;
    this.held = new HeldPages(ticks);
    this.byActivity = new DeviceRows(ticks);
  }

  static RunResult of(TickTable ticks, long budgetPages, TickWatcher watcher) {
    return new LruReplay(ticks, budgetPages, watcher).run();
  }

  private RunResult run() {
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      int end = ticks.firstRow(tick + 1);
      for (int row = ticks.firstRow(tick); row < end; row++) {
        int device = ticks.device(row);
        byActivity.put(device, row);
        held.use(device, row);
      }
      long demandPages = Math.max(0, held.totalPages() - budgetPages);
      if (demandPages > 0) {
        reclaim(tick);
      }
      held.endTick(tick, budgetPages);
      watcher.tick(tick, demandPages, this);
    }
    return held.result();
  }

  @Override
  public long totalPages() {
    return held.totalPages();
  }

  @Override
  public long reallocatedPages() {
    return held.reallocatedPages();
  }

  @Override
  public long truncations() {
    return held.truncations();
  }

  @Override
  public int residentPages(int device) {
    return held.residentPages(device);
  }

  private void reclaim(int tick) {
    int device = byActivity.first();
    while (held.totalPages() > budgetPages && device != DeviceRows.NONE) {
      if (held.isUsedIn(tick, device)) {
        reclaimInUse(tick);
        return;
      }
      cut(tick, device, 0);
      byActivity.remove(device);
      device = byActivity.first();
    }
  }

  /** Only devices of this tick are left; they may be pinned, and are cut again in the next one. */
  private void reclaimInUse(int tick) {
    int end = ticks.firstRow(tick + 1);
    for (int row = ticks.firstRow(tick); row < end && held.totalPages() > budgetPages; row++) {
      cut(tick, ticks.device(row), ticks.floorPages(row));
    }
  }

  private void cut(int tick, int device, int floorPages) {
    if (held.residentPages(device) > floorPages) {
      held.shrink(device, floorPages);
      held.countCut(tick, device);
    }
  }
}
