package org.tcmureclaim.linux.stock;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.linux.plan.PlanWork;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.linux.watch.Readings;
import org.tcmureclaim.linux.watch.UsageSource;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceFlag;

/**
 * One truncation of all devices: measure, lower the limit, wait until pages go, put it back,
 * measure.
 *
 * <p>It is enough to see the first page go. The kernel cuts all devices in one run of its work
 * item, and putting the limit back waits for the end of that run ({@code
 * cancel_delayed_work_sync()} in {@code tcmu_set_global_max_data_area()}).
 */
final class StockRelease implements PlanWork {
  private static final long PAGES_PER_MEBIBYTE = 256;
  private static final long PAUSE_MILLIS = 20;

  private final GlobalLimit limit;
  private final UsageSource usage;
  private final StockSettings settings;
  private final MonotonicClock clock;
  private final CountDownLatch closing;
  private final PlannedDevices planned = new PlannedDevices();
  private final FreedPages freed = new FreedPages();

  /** Whether {@link #freed} is of this plan. */
  private boolean measured;

  private boolean leaseLost;

  StockRelease(
      GlobalLimit limit,
      UsageSource usage,
      StockSettings settings,
      MonotonicClock clock,
      CountDownLatch closing) {
    this.limit = limit;
    this.usage = usage;
    this.settings = settings;
    this.clock = clock;
    this.closing = closing;
  }

  @Override
  public void take(Plan plan) {
    planned.copyFrom(plan);
  }

  @Override
  public void run(Outcomes outcomes) throws InterruptedException {
    measured = false;
    outcomes.begin(clock.nanoTime());
    if (!usage.awaitFresh(freed.before(), deadlineNanos())) {
      outcomes.end(CutResult.BUSY, "what devices hold could not be read in time", clock.nanoTime());
      return;
    }
    freed.begin();
    measured = true;
    if (heldPages() <= settings.loweredMebibytes() * PAGES_PER_MEBIBYTE) {
      freed.report(planned, CutResult.NOTHING, outcomes);
      outcomes.end(CutResult.NOTHING, "", clock.nanoTime());
      return;
    }
    String danger = danger(freed.before());
    if (!danger.isEmpty()) {
      freed.report(planned, CutResult.REFUSED, outcomes);
      outcomes.end(CutResult.REFUSED, danger, clock.nanoTime());
      return;
    }
    release(outcomes);
  }

  /** Of what begins now: measuring on a host that is short of memory takes no time of a release. */
  private long deadlineNanos() {
    return clock.nanoTime() + settings.deadlineNanos();
  }

  @Override
  public void giveUp(Outcomes outcomes) {
    String unused = limit.restore();
    if (measured) {
      freed.report(planned, CutResult.REFUSED, outcomes);
      return;
    }
    for (int i = 0; i < planned.size(); i++) {
      outcomes.add(planned.key(i), CutResult.REFUSED, 0);
    }
  }

  private long heldPages() {
    return freed.before().totalResidentPages();
  }

  /**
   * A device that served commands and has no handler now. The kernel unmaps through the inode that
   * the last handler opened ({@code udev->inode} in {@code find_free_blocks()}), which is NULL
   * where there never was one, and may have been freed where it died.
   */
  private static String danger(Readings readings) {
    for (int row = 0; row < readings.size(); row++) {
      if (DeviceFlag.HANDLER_ABSENT.in(readings.flags(row)) && readings.commands(row) > 0) {
        return "nobody serves "
            + readings.key(row).path()
            + "; an unpatched kernel may crash when it truncates it, so nothing is truncated until"
            + " its handler is back or it is removed";
      }
    }
    return "";
  }

  private void release(Outcomes outcomes) throws InterruptedException {
    long deadlineNanos = deadlineNanos();
    try {
      limit.lower();
    } catch (IOException e) {
      freed.report(planned, CutResult.REFUSED, outcomes);
      outcomes.end(CutResult.REFUSED, "the limit was not lowered: " + e, clock.nanoTime());
      return;
    }
    leaseLost = false;
    boolean released;
    String problem;
    try {
      released = awaitRelease(deadlineNanos);
    } finally {
      problem = limit.restore();
    }
    if (released && usage.awaitFresh(freed.latest(), deadlineNanos())) {
      freed.observe();
    }
    report(outcomes, released, problem);
  }

  private boolean awaitRelease(long deadlineNanos) throws InterruptedException {
    while (usage.awaitFresh(freed.latest(), deadlineNanos)) {
      freed.observe();
      if (freed.totalPages() > 0) {
        return true;
      }
      leaseLost = !limit.isLeaseKept();
      if (leaseLost || closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  private void report(Outcomes outcomes, boolean released, String problem) {
    CutResult empty = released ? CutResult.NOTHING : CutResult.BUSY;
    freed.report(planned, empty, outcomes);
    String text = released || !problem.isEmpty() ? problem : whyNothing();
    outcomes.end(released ? CutResult.FREED : CutResult.BUSY, text, clock.nanoTime());
  }

  private String whyNothing() {
    return leaseLost
        ? "the lease was removed while the limit was lowered, so it was put back early"
        : "no page was released before the deadline; the highest blocks are in use everywhere";
  }
}
