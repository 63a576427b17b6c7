package org.tcmureclaim.replay.run;

import java.util.Arrays;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.replay.watch.TickWatcher;

/**
 * {@link FixedBudgetReplay} of an exact LRU of whole devices, without snapshots and offers: the
 * same cuts in the same order as a policy with a plain list makes, an order of magnitude faster. A
 * test holds it to that.
 *
 * <p>The {@code lru} policy spares devices that were active within the last seconds until the
 * others are used up; in order of activity they come last anyway. It differs where Caffeine loses a
 * read.
 *
 * <p>Devices that hold anything are in a list by their last activity, ties in the order of their
 * numbers.
 */
final class LruReplay implements ReplayState {
  private final TickTable ticks;
  private final long budgetPages;
  private final TickWatcher watcher;

  // The list, with its ends at index `devices`.
  private final int devices;
  private final int[] colder;
  private final int[] warmer;

  private final int[] residentPages;
  private final int[] everPages;
  private final int[] lastRow;
  private final DecisionHash hash = new DecisionHash();
  private long totalPages;
  private long firstAllocatedPages;
  private long reallocatedPages;
  private long truncations;
  private long freedPages;
  private long ticksOverBudget;
  private long avoidableTicksOverBudget;
  private long pageTicks;

  private LruReplay(TickTable ticks, long budgetPages, TickWatcher watcher) {
    this.ticks = ticks;
    this.budgetPages = budgetPages;
    this.watcher = watcher;
    this.devices = ticks.devices();
    this.colder = new int[devices + 1];
    this.warmer = new int[devices + 1];
    this.residentPages = new int[devices];
    this.everPages = new int[devices];
    this.lastRow = new int[devices];
    Arrays.setAll(colder, i -> i);
    Arrays.setAll(warmer, i -> i);
  }

  static RunResult of(TickTable ticks, long budgetPages, TickWatcher watcher) {
    return new LruReplay(ticks, budgetPages, watcher).run();
  }

  private RunResult run() {
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      int end = ticks.firstRow(tick + 1);
      for (int row = ticks.firstRow(tick); row < end; row++) {
        use(row);
      }
      long demandPages = Math.max(0, totalPages - budgetPages);
      if (demandPages > 0) {
        reclaim(tick);
      }
      pageTicks += totalPages;
      watcher.tick(tick, demandPages, this);
    }
    return new RunResult(
        reallocatedPages,
        firstAllocatedPages,
        truncations,
        freedPages,
        ticksOverBudget,
        avoidableTicksOverBudget,
        ticks.ticks() == 0 ? 0 : (double) pageTicks / ticks.ticks(),
        hash.text());
  }

  @Override
  public long totalPages() {
    return totalPages;
  }

  @Override
  public long reallocatedPages() {
    return reallocatedPages;
  }

  @Override
  public long truncations() {
    return truncations;
  }

  @Override
  public int residentPages(int device) {
    return residentPages[device];
  }

  private void use(int row) {
    int device = ticks.device(row);
    lastRow[device] = row;
    unlink(device);
    int warmest = colder[devices];
    colder[device] = warmest;
    warmer[device] = devices;
    warmer[warmest] = device;
    colder[devices] = device;
    int peak = ticks.peakPages(row);
    int resident = residentPages[device];
    if (peak > resident) {
      int fresh = Math.max(0, peak - everPages[device]);
      firstAllocatedPages += fresh;
      reallocatedPages += peak - resident - fresh;
      everPages[device] += fresh;
      residentPages[device] = peak;
      totalPages += peak - resident;
    }
  }

  private void reclaim(int tick) {
    int firstRow = ticks.firstRow(tick);
    for (int device = warmer[devices]; totalPages > budgetPages && device != devices; ) {
      int next = warmer[device];
      int floor = lastRow[device] >= firstRow ? ticks.floorPages(lastRow[device]) : 0;
      int freed = residentPages[device] - floor;
      if (freed > 0) {
        residentPages[device] = floor;
        totalPages -= freed;
        freedPages += freed;
        truncations++;
        hash.add(tick, device, floor);
      }
      if (floor == 0) {
        unlink(device);
      }
      device = next;
    }
    if (totalPages > budgetPages) {
      ticksOverBudget++;
      avoidableTicksOverBudget += totalPages > pinnedPages(tick) ? 1 : 0;
    }
  }

  private long pinnedPages(int tick) {
    long pinned = 0;
    for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
      pinned += ticks.floorPages(row);
    }
    return pinned;
  }

  /** Takes a device out of the list; one that is not in is linked to itself. */
  private void unlink(int device) {
    colder[warmer[device]] = colder[device];
    warmer[colder[device]] = warmer[device];
    colder[device] = device;
    warmer[device] = device;
  }
}
