package org.tcmureclaim.replay.optimum;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.tcmureclaim.replay.ticks.TickTable;

/** Belady's rule page by page, by looking through the whole future each time. */
final class PageLevelBelady {
  private final TickTable table;
  private final IntToLongFunction budgetOfTick;
  private final Set<Page> held = new HashSet<>();
  private final Set<Page> ever = new HashSet<>();
  private long reallocated;

  private record Page(int device, int level) {}

  private PageLevelBelady(TickTable table, IntToLongFunction budgetOfTick) {
    this.table = table;
    this.budgetOfTick = budgetOfTick;
  }

  static long reallocatedPages(TickTable table, long budgetPages) {
    return reallocatedPages(table, tick -> budgetPages);
  }

  static long reallocatedPages(TickTable table, IntToLongFunction budgetOfTick) {
    var belady = new PageLevelBelady(table, budgetOfTick);
    for (int tick = 0; tick < table.ticks(); tick++) {
      belady.pass(tick);
    }
    return belady.reallocated;
  }

  private void pass(int tick) {
    Set<Page> pinned = new HashSet<>();
    for (int row = table.firstRow(tick); row < table.firstRow(tick + 1); row++) {
      for (int level = 0; level < table.peakPages(row); level++) {
        Page page = new Page(table.device(row), level);
        boolean isFresh = ever.add(page);
        reallocated += held.add(page) && !isFresh ? 1 : 0;
        if (level < table.floorPages(row)) {
          pinned.add(page);
        }
      }
    }
    while (held.size() > budgetOfTick.applyAsLong(tick) && held.size() > pinned.size()) {
      held.remove(
          held.stream()
              .filter(page -> !pinned.contains(page))
              .max(Comparator.comparingInt(page -> nextUse(page, tick)))
              .orElseThrow());
    }
  }

  private int nextUse(Page page, int tick) {
    for (int row = table.firstRow(tick + 1); row < table.rows(); row++) {
      if (table.device(row) == page.device && table.peakPages(row) > page.level) {
        return row;
      }
    }
    return Integer.MAX_VALUE;
  }
}
