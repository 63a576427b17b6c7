package org.tcmureclaim.replay.optimum;

import java.util.function.IntToLongFunction;
import org.tcmureclaim.replay.order.DeviceHeap;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.replay.watch.TickWatcher;

/**
 * Belady's rule over (device, level) pairs: whenever more is held than the budget allows, drop what
 * is needed farthest in the future (Belady: A study of replacement algorithms for a virtual-storage
 * computer, 1966).
 *
 * <p>It is exact under the rules of {@code run.FixedBudgetReplay}. Between two uses a page is
 * either kept through all ticks or not; keeping it saves one re-allocation, and at the end of each
 * tick at most the budget's pages are kept. To keep as many as possible of a set of intervals of
 * which only so many may overlap, drop the one that ends last wherever there are too many. Pages
 * below the floor cannot be dropped; they are needed in the very next tick ({@link TickTable}), so
 * no rule would want to drop them before others.
 *
 * <p>A level is never needed before those below it. So what is needed last is always the top of
 * some device, each drop leaves a prefix, and the shim's truncation can do it. The top of a device
 * down to the level that is needed earlier is dropped in one step, not page by page. When a top is
 * needed next changes only where it is needed or dropped, so that all other use costs nothing.
 */
public final class Clairvoyant implements ReplayState {
  private final FutureUse future;
  private final TickTable table;
  private final IntToLongFunction budgetOfTick;
  private final TickWatcher watcher;
  private final DeviceHeap tops;
  private final int[] residentPages;
  private final int[] everPages;
  private final int[] lastRow;
  private final int[] changed;
  private final boolean[] isChanged;
  private int changedCount;
  private int firstRowOfTick;
  private long budgetPages;
  private long totalPages;
  private long reallocatedPages;
  private long firstAllocatedPages;
  private long pageTicks;

  private Clairvoyant(FutureUse future, IntToLongFunction budgetOfTick, TickWatcher watcher) {
    this.future = future;
    this.table = future.table();
    this.budgetOfTick = budgetOfTick;
    this.watcher = watcher;
    int devices = table.devices();
    this.tops = new DeviceHeap(devices);
    this.residentPages = new int[devices];
    this.everPages = new int[devices];
    this.lastRow = new int[devices];
    this.changed = new int[devices];
    this.isChanged = new boolean[devices];
  }

  /** The optimum at this budget. */
  public static Optimum of(FutureUse future, long budgetPages) {
    return of(future, budgetPages, TickWatcher.NONE);
  }

  /** The same, watched. */
  public static Optimum of(FutureUse future, long budgetPages, TickWatcher watcher) {
    return of(future, tick -> budgetPages, watcher);
  }

  /**
   * The optimum where the budget changes from tick to tick. The argument is the same: where too
   * many intervals overlap, one of them must go, and the one that ends last leaves the least to do.
   */
  public static Optimum of(FutureUse future, IntToLongFunction budgetOfTick, TickWatcher watcher) {
    return new Clairvoyant(future, budgetOfTick, watcher).run();
  }

  private Optimum run() {
    for (int tick = 0; tick < table.ticks(); tick++) {
      budgetPages = budgetOfTick.applyAsLong(tick);
      firstRowOfTick = table.firstRow(tick);
      int end = table.firstRow(tick + 1);
      for (int row = firstRowOfTick; row < end; row++) {
        use(row);
      }
      long demandPages = Math.max(0, totalPages - budgetPages);
      if (demandPages > 0) {
        sortIn();
        drop();
      }
      pageTicks += totalPages;
      watcher.tick(tick, demandPages, this);
    }
    double mean = table.ticks() == 0 ? 0 : (double) pageTicks / table.ticks();
    return new Optimum(reallocatedPages, firstAllocatedPages, mean);
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
    return 0;
  }

  @Override
  public int residentPages(int device) {
    return residentPages[device];
  }

  private void use(int row) {
    int device = table.device(row);
    int peak = table.peakPages(row);
    int resident = residentPages[device];
    lastRow[device] = row;
    if (peak < resident) {
      return;
    }
    markChanged(device);
    if (peak > resident) {
      int fresh = Math.max(0, peak - everPages[device]);
      firstAllocatedPages += fresh;
      reallocatedPages += peak - resident - fresh;
      everPages[device] += fresh;
      residentPages[device] = peak;
      totalPages += peak - resident;
    }
  }

  private void sortIn() {
    for (int i = 0; i < changedCount; i++) {
      int device = changed[i];
      isChanged[device] = false;
      sortIn(device);
    }
    changedCount = 0;
  }

  private void sortIn(int device) {
    if (residentPages[device] == 0) {
      tops.remove(device);
    } else {
      sortIn(device, future.nextUse(lastRow[device], residentPages[device]));
    }
  }

  /** The farthest first. */
  private void sortIn(int device, int nextUseRow) {
    tops.put(device, FutureUse.NEVER - nextUseRow);
  }

  private void drop() {
    while (totalPages > budgetPages && !tops.isEmpty()) {
      int device = tops.first();
      int resident = residentPages[device];
      int keep = Math.max(future.neededBefore(lastRow[device], resident), floor(device));
      int freed = (int) Math.min(totalPages - budgetPages, resident - keep);
      residentPages[device] = resident - freed;
      totalPages -= freed;
      if (residentPages[device] == floor(device)) {
        tops.remove(device);
        markChanged(device);
      } else {
        sortIn(device);
      }
    }
  }

  /** What is in use at the end of this tick. */
  private int floor(int device) {
    int row = lastRow[device];
    return row >= firstRowOfTick ? table.floorPages(row) : 0;
  }

  private void markChanged(int device) {
    if (!isChanged[device]) {
      isChanged[device] = true;
      changed[changedCount++] = device;
    }
  }
}
