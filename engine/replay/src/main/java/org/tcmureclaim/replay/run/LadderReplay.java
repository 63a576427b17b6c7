package org.tcmureclaim.replay.run;

import org.tcmureclaim.replay.order.DeviceHeap;
import org.tcmureclaim.replay.order.DeviceRows;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.replay.watch.TickWatcher;

/**
 * {@link FixedBudgetReplay} of the {@code ladder} policy without snapshots and offers: the same
 * cuts in the same order, several times faster. Tests hold it to that. An idle device costs
 * nothing, and neither does one whose last pages stay as old as they were.
 *
 * <p>Devices that hold anything are ordered by the tick that last needed their last page, ties by
 * number. Most change by being needed up to their end, which puts them behind all others; those are
 * ordered by row. Whose younger pages a cut has uncovered is in a heap; the first of both counts.
 */
final class LadderReplay implements ReplayState {
  private final TickTable ticks;
  private final long budgetPages;
  private final TickWatcher watcher;
  private final HeldPages held;
  private final TickSteps steps;
  private final DeviceRows needed;
  private final DeviceHeap uncovered;
  private final int[] chosen;
  private final boolean[] isChosen;
  private int chosenCount;
  private final int[] pinned;
  private int pinnedCount;

  private LadderReplay(TickTable ticks, long budgetPages, TickWatcher watcher) {
    this.ticks = ticks;
    this.budgetPages = budgetPages;
    this.watcher = watcher;
    int devices = ticks.devices();
    this.held = new HeldPages(ticks);
    this.steps = new TickSteps(devices, ticks.tickNanos());
    this.needed = new DeviceRows(ticks);
    this.uncovered = new DeviceHeap(devices);
    this.chosen = new int[devices];
    this.isChosen = new boolean[devices];
    this.pinned = new int[devices];
  }

  static RunResult of(TickTable ticks, long budgetPages, TickWatcher watcher) {
    return new LadderReplay(ticks, budgetPages, watcher).run();
  }

  private RunResult run() {
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      int end = ticks.firstRow(tick + 1);
      for (int row = ticks.firstRow(tick); row < end; row++) {
        use(tick, row);
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

  private void use(int tick, int row) {
    int device = ticks.device(row);
    int peak = ticks.peakPages(row);
    int resident = held.use(device, row);
    boolean joined = steps.reach(device, peak, resident, tick);
    if (peak == resident) {
      uncovered.remove(device);
      needed.put(device, row);
    } else if (joined) {
      needed.remove(device);
      uncovered.put(device, steps.heldTick(device));
    }
  }

  private void reclaim(int tick) {
    while (held.totalPages() > budgetPages && !isEmpty()) {
      int device = takeFirst();
      int floor = held.floorPages(tick, device);
      if (held.residentPages(device) <= floor) {
        pinned[pinnedCount++] = device;
        continue;
      }
      shrink(device, floor);
    }
    for (int i = 0; i < pinnedCount; i++) {
      uncovered.put(pinned[i], steps.heldTick(pinned[i]));
    }
    pinnedCount = 0;
    for (int i = 0; i < chosenCount; i++) {
      isChosen[chosen[i]] = false;
      held.countCut(tick, chosen[i]);
    }
    chosenCount = 0;
  }

  /** Takes the oldest pages of a device, or as many of them as are wanted. */
  private void shrink(int device, int floor) {
    long wanted = held.totalPages() - budgetPages;
    int first = Math.max(floor, steps.heldFirstPage(device));
    int keep = (int) Math.max(first, held.residentPages(device) - wanted);
    held.shrink(device, keep);
    if (!isChosen[device]) {
      isChosen[device] = true;
      chosen[chosenCount++] = device;
    }
    if (keep > 0) {
      steps.shrink(device, keep);
      uncovered.put(device, steps.heldTick(device));
    }
  }

  private boolean isEmpty() {
    return uncovered.isEmpty() && needed.first() == DeviceRows.NONE;
  }

  private int takeFirst() {
    int device = needed.first();
    if (device == DeviceRows.NONE
        || uncovered.firstKey() < DeviceHeap.key(steps.heldTick(device), device)) {
      device = uncovered.first();
      uncovered.remove(device);
    } else {
      needed.remove(device);
    }
    return device;
  }
}
