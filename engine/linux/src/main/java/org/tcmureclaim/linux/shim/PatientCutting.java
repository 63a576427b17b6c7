package org.tcmureclaim.linux.shim;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
 */
final class PatientCutting implements AutoCloseable {
  private final ReclaimPort port;
  private final MonotonicClock clock;
  private final Thread thread;
  private final ReclaimScan batch = new ReclaimScan(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Belongs to the thread from the first cut that has not ended on. */
  private final ShimCuts cuts = new ShimCuts();

  private int ended;
  private boolean running;
  private boolean abandoned;
  private volatile boolean closing;

  PatientCutting(ReclaimPort port, MonotonicClock clock) {
    this.port = port;
    this.clock = clock;
    this.thread = new Thread(this::run, "tcmu-shim-wait");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Makes the cuts that were busy, as far as that goes until a deadline.
   *
   * @return false where the thread still waits for a device of an earlier plan
   */
  boolean cutBusy(ShimCuts busy, long deadlineNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (running) {
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

  private void run() {
    try {
      while (!closing) {
        awaitCuts();
        int cut = 0;
        do {
          carryOut(cut++);
        } while (hasNext(cut));
      }
    } catch (InterruptedException e) {
      // close() wants the thread to end.
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
    thread.interrupt();
  }
}
