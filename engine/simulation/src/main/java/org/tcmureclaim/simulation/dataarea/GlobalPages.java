package org.tcmureclaim.simulation.dataarea;

/**
 * The pages of all data areas together, their limit, and the delayed work that truncates every
 * device where the limit is exceeded ({@code global_page_count}, {@code tcmu_global_max_pages} and
 * {@code tcmu_unmap_work}).
 *
 * <p>Like any delayed work, it cannot be pulled forward while it waits: {@code
 * schedule_delayed_work} does nothing where the work is pending already. So while the count stays
 * above the limit the devices are truncated every five seconds, and a completion that leaves a
 * device idle starts the work only where it is not waiting for its next turn.
 */
public final class GlobalPages {
  /** The delay after which the work runs again while the count is above the limit. */
  public static final long REARM_NANOS = 5_000_000_000L;

  private static final long AT_ONCE = Long.MIN_VALUE;

  private long limitPages;
  private long pages;
  private boolean workPending;
  private long workDueNanos;

  public GlobalPages(long limitPages) {
    this.limitPages = limitPages;
  }

  /** Pages that all data areas hold now. */
  public long pages() {
    return pages;
  }

  public long limitPages() {
    return limitPages;
  }

  /**
   * Writes the module parameter: above the limit the work starts, unless it is pending already; at
   * or below the limit it is cancelled ({@code tcmu_set_global_max_data_area}).
   */
  public void writeLimit(long newLimitPages) {
    limitPages = newLimitPages;
    if (pages > limitPages) {
      scheduleAtOnceIfAboveLimit();
    } else {
      workPending = false;
    }
  }

  /** Counts a change; called for each block taken, as the kernel does. */
  void changedBy(long changePages) {
    pages += changePages;
    scheduleAtOnceIfAboveLimit();
  }

  void freed(long freedPages) {
    pages -= freedPages;
  }

  /** Starts the work where the count is above the limit and the work is not pending. */
  void scheduleAtOnceIfAboveLimit() {
    if (pages > limitPages && !workPending) {
      workPending = true;
      workDueNanos = AT_ONCE;
    }
  }

  /** Whether the work is to run now; the caller then truncates every device. */
  public boolean takeDueWork(long nowNanos) {
    if (!workPending || nowNanos < workDueNanos) {
      return false;
    }
    workPending = false;
    return pages > limitPages;
  }

  /** Arms the work again where truncating everything was not enough. */
  public void endWork(long nowNanos) {
    if (pages > limitPages) {
      workPending = true;
      workDueNanos = nowNanos + REARM_NANOS;
    }
  }
}
