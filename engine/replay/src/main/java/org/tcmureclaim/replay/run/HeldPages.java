package org.tcmureclaim.replay.run;

import org.tcmureclaim.replay.ticks.TickTable;

/**
 * What every device holds in a run without snapshots, and the figures that come of it, by the rules
 * of {@link FixedBudgetReplay}.
 */
final class HeldPages {
  private final TickTable ticks;
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

  HeldPages(TickTable ticks) {
    this.ticks = ticks;
    this.residentPages = new int[ticks.devices()];
    this.everPages = new int[ticks.devices()];
    this.lastRow = new int[ticks.devices()];
  }

  long totalPages() {
    return totalPages;
  }

  long reallocatedPages() {
    return reallocatedPages;
  }

  long truncations() {
    return truncations;
  }

  int residentPages(int device) {
    return residentPages[device];
  }

  /**
   * A device gets what it needs in a row of the table.
   *
   * @return pages held afterwards
   */
  int use(int device, int row) {
    lastRow[device] = row;
    int peak = ticks.peakPages(row);
    int resident = residentPages[device];
    if (peak <= resident) {
      return resident;
    }
    int fresh = Math.max(0, peak - everPages[device]);
    firstAllocatedPages += fresh;
    reallocatedPages += peak - resident - fresh;
    everPages[device] += fresh;
    residentPages[device] = peak;
    totalPages += peak - resident;
    return peak;
  }

  /** Whether a device was in use in a tick, which is the present one. */
  boolean isUsedIn(int tick, int device) {
    return lastRow[device] >= ticks.firstRow(tick);
  }

  /** What is in use at the end of a tick: below that nothing can be cut. */
  int floorPages(int tick, int device) {
    return isUsedIn(tick, device) ? ticks.floorPages(lastRow[device]) : 0;
  }

  /** Cuts a device, which holds more than this, to so many pages, without counting a cut yet. */
  void shrink(int device, int keepPages) {
    int freed = residentPages[device] - keepPages;
    residentPages[device] = keepPages;
    totalPages -= freed;
    freedPages += freed;
  }

  /** Counts a cut that left the device with what it holds now. */
  void countCut(int tick, int device) {
    truncations++;
    hash.add(tick, device, residentPages[device]);
  }

  /** Counts a tick that has ended. */
  void endTick(int tick, long budgetPages) {
    pageTicks += totalPages;
    if (totalPages > budgetPages) {
      ticksOverBudget++;
      avoidableTicksOverBudget += totalPages > pinnedPages(tick) ? 1 : 0;
    }
  }

  RunResult result() {
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

  private long pinnedPages(int tick) {
    long pinned = 0;
    for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
      pinned += ticks.floorPages(row);
    }
    return pinned;
  }
}
