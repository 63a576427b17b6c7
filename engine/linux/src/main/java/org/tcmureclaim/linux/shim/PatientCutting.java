package org.tcmureclaim.linux.shim;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shim.ReclaimPort;
import org.tcmureclaim.shim.ReclaimScan;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Cuts the devices that were busy, on a thread that may wait for their locks. Whoever hands them
 * over waits for a while only and then goes on without; then the device that is being waited for is
 * finished in peace, and those behind it are dropped.
 *
 * <p>A cut that throws has ended with what it has freed so far. Nothing more is cut until the
 * thread is started again; meanwhile busy devices stay busy.
 */
final class PatientCutting implements AutoCloseable {
  private final ReclaimPort port;
  private final MonotonicClock clock;
  private final Worker worker;
  private final ReclaimScan batch = new ReclaimScan(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Belongs to the thread from the first cut that has not ended on. */
  private final ShimCuts cuts = new ShimCuts();

  private int ended;
  private boolean running;
  private boolean abandoned;
  private boolean failed;
  private volatile boolean closing;

  PatientCutting(ReclaimPort port, MonotonicClock clock, Workers workers) {
    this.port = port;
    this.clock = clock;
    this.worker = workers.start("tcmu-shim-wait", "truncates LUNs that were busy", this::run);
  }

  /**
   * Makes the cuts that were busy, as far as that goes until a deadline.
   *
   * @return false where the thread still waits for a device of an earlier plan, or to be started
   *     again
   */
  boolean cutBusy(ShimCuts busy, long deadlineNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (running || failed) {
        return false;
      }
      cuts.takeBusy(busy);
      ended = 0;
      abandoned = false;
      running = true;
      changed.signalAll();
      while (running && deadlineNanos - clock.nanoTime() > 0) {
        var unused = changed.await(deadlineNanos - clock.nanoTime(), TimeUnit.NANOSECONDS);
      }
      for (int cut = 0; cut < ended; cut++) {
        busy.takeBack(cuts, cut);
      }
      abandoned = running;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Adds what a cut has freed that ended after nobody waited for it any more. */
  void addLate(Outcomes outcomes) {
    lock.lock();
    try {
      int late = ended - 1;
      if (abandoned && !running && late >= 0) {
        abandoned = false;
        if (cuts.freedPages(late) > 0) {
          outcomes.add(cuts.key(late), CutResult.FREED, cuts.freedPages(late));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void run(Worker self) throws InterruptedException {
    startAgain();
    while (!closing) {
      awaitCuts();
      self.busy();
      int cut = 0;
      do {
        carryOutOrFail(cut++);
      } while (hasNext(cut));
      self.idle();
    }
  }

  private void startAgain() {
    lock.lock();
    try {
      failed = false;
    } finally {
      lock.unlock();
    }
  }

  private void awaitCuts() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!running) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void carryOutOrFail(int cut) {
    try {
      carryOut(cut);
    } catch (RuntimeException | Error e) {
      fail(cut);
      throw e;
    }
  }

  private void fail(int cut) {
    lock.lock();
    try {
      ended = Math.min(cut + 1, cuts.size());
      running = false;
      failed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void carryOut(int cut) {
    while (cut < cuts.size() && cuts.progress(cut) == ShimCuts.Progress.OPEN && !closing) {
      batch.clear();
      cuts.request(cut, batch, true);
      try {
        port.scan(batch);
        cuts.settle(cut, batch, 0);
      } catch (SystemCallException e) {
        return; // Only where this process is being killed.
      }
    }
  }

  private boolean hasNext(int next) {
    lock.lock();
    try {
      ended = Math.min(next, cuts.size());
      running = next < cuts.size() && !abandoned && !closing;
      changed.signalAll();
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Does not wait for the thread: it may wait for a device, and ends with the process. */
  @Override
  public void close() {
    closing = true;
    worker.interrupt();
  }
}
