package org.tcmureclaim.linux.stock;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.linux.watch.UsageSource;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;

/**
 * Truncates on a kernel without the shim, by lowering {@code global_max_data_area_mb} for a moment.
 * Every device is cut to its highest block in use, whatever the plan says. Works on a thread of its
 * own, because writing the parameter may wait.
 */
public final class StockTruncator implements Truncator, AutoCloseable {
  private enum State {
    IDLE,
    RUNNING,
    DONE
  }

  private final GlobalLimit limit;
  private final StockRelease release;
  private final MonotonicClock clock;
  private final Runnable wake;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final Thread shutdownHook;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition begun = lock.newCondition();
  private final PlannedDevices planned = new PlannedDevices();
  private final Outcomes outcomes = new Outcomes();
  private State state = State.IDLE;

  /**
   * Starts the thread.
   *
   * @param wake called when an outcome is ready
   */
  public StockTruncator(
      StockSettings settings,
      Path procRoot,
      Path sysRoot,
      UsageSource usage,
      MonotonicClock clock,
      Notices notices,
      Runnable wake) {
    this.clock = clock;
    this.wake = wake;
    this.limit =
        new GlobalLimit(
            LimitParameter.of(sysRoot),
            new LeaseFile(settings.leaseFile()),
            LeaseKeeper.bootId(procRoot),
            settings.loweredMebibytes(),
            notices);
    this.release = new StockRelease(limit, usage, settings, clock, closing);
    // For an exit that does not come by close(); a kill -9 leaves it to the LeaseKeeper.
    this.shutdownHook = new Thread(limit::close, "tcmu-stock-restore");
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    this.thread = new Thread(this::run, "tcmu-stock");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public String name() {
    return "stock";
  }

  @Override
  public String reason() {
    return "the kernel has no truncation of single devices, so global_max_data_area_mb is lowered"
        + " for a moment";
  }

  @Override
  public Granularity granularity() {
    return Granularity.HOST;
  }

  @Override
  public boolean begin(Plan plan) {
    lock.lock();
    try {
      if (state != State.IDLE) {
        return false;
      }
      planned.copyFrom(plan);
      state = State.RUNNING;
      begun.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean takeOutcomes(Outcomes into) {
    lock.lock();
    try {
      if (state != State.DONE) {
        return false;
      }
      into.begin(outcomes.startedAtNanos());
      for (int cut = 0; cut < outcomes.size(); cut++) {
        into.add(outcomes.key(cut), outcomes.result(cut), outcomes.freedPages(cut));
      }
      into.end(outcomes.overall(), outcomes.problem(), outcomes.endedAtNanos());
      state = State.IDLE;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        awaitPlan();
        try {
          release.run(planned, outcomes);
        } catch (RuntimeException e) {
          outcomes.end(CutResult.REFUSED, "the truncation failed: " + e, clock.nanoTime());
        }
        finish();
      }
    } catch (InterruptedException e) {
      // close() wants the thread to end.
    }
  }

  private void awaitPlan() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state != State.RUNNING) {
        begun.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void finish() {
    lock.lock();
    try {
      state = State.DONE;
    } finally {
      lock.unlock();
    }
    wake.run();
  }

  /** Puts the limit back where it is lowered, and stops. */
  @Override
  public void close() {
    closing.countDown();
    limit.close();
    thread.interrupt();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
      thread.join(1000);
    } catch (IllegalStateException e) {
      // The JVM shuts down already; the hook finds nothing to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
