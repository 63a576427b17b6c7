package org.tcmureclaim.replay.optimum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * The fewest re-allocations of all ways to keep pages, found by trying every set of pages at the
 * end of each tick; for a dozen pages at most.
 */
final class ExhaustiveSearch {
  private final TickTable table;
  private final IntToLongFunction budgetOfTick;
  private final int[] firstPage;

  private ExhaustiveSearch(TickTable table, IntToLongFunction budgetOfTick) {
    this.table = table;
    this.budgetOfTick = budgetOfTick;
    this.firstPage = new int[table.devices() + 1];
    for (int device = 0; device < table.devices(); device++) {
      firstPage[device + 1] = firstPage[device] + table.highWaterPages(device);
    }
  }

  static long reallocatedPages(TickTable table, long budgetPages) {
    return reallocatedPages(table, tick -> budgetPages);
  }

  static long reallocatedPages(TickTable table, IntToLongFunction budgetOfTick) {
    return new ExhaustiveSearch(table, budgetOfTick).search();
  }

  private long search() {
    Map<Integer, Long> costs = new HashMap<>(Map.of(0, 0L));
    int ever = 0;
    for (int tick = 0; tick < table.ticks(); tick++) {
      int wanted = 0;
      int pinned = 0;
      for (int row = table.firstRow(tick); row < table.firstRow(tick + 1); row++) {
        wanted |= prefix(table.device(row), table.peakPages(row));
        pinned |= prefix(table.device(row), table.floorPages(row));
      }
      Map<Integer, Long> next = new HashMap<>();
      for (var state : costs.entrySet()) {
        long cost = state.getValue() + Integer.bitCount(wanted & ever & ~state.getKey());
        for (int kept : kept(state.getKey() | wanted, pinned, budgetOfTick.applyAsLong(tick))) {
          next.merge(kept, cost, Math::min);
        }
      }
      ever |= wanted;
      costs = next;
    }
    return costs.values().stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  private List<Integer> kept(int held, int pinned, long budgetPages) {
    List<Integer> sets = new ArrayList<>();
    int free = held & ~pinned;
    for (int some = free; ; some = (some - 1) & free) {
      if (some == 0 || Integer.bitCount(some | pinned) <= budgetPages) {
        sets.add(some | pinned);
      }
      if (some == 0) {
        return sets;
      }
    }
  }

  private int prefix(int device, int pages) {
    return ((1 << pages) - 1) << firstPage[device];
  }
}
