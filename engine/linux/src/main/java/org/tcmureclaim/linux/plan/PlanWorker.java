package org.tcmureclaim.linux.plan;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;

/** A thread that carries out one plan at a time, so that the decision thread never waits. */
public final class PlanWorker implements AutoCloseable {
  private enum State {
    IDLE,
    RUNNING,
    DONE
  }

  private final PlanWork work;
  private final MonotonicClock clock;
  private final Runnable wake;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition begun = lock.newCondition();
  private final Outcomes outcomes = new Outcomes();
  private State state = State.IDLE;
  private volatile boolean closing;

  /**
   * Starts the thread.
   *
   * @param wake called when an outcome is ready
   */
  public PlanWorker(String threadName, PlanWork work, MonotonicClock clock, Runnable wake) {
    this.work = work;
    this.clock = clock;
    this.wake = wake;
    this.thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  /** See {@link org.tcmureclaim.host.Truncator#begin}. */
  public boolean begin(Plan plan) {
    lock.lock();
    try {
      if (state != State.IDLE) {
        return false;
      }
      work.take(plan);
      state = State.RUNNING;
      begun.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** See {@link org.tcmureclaim.host.Truncator#takeOutcomes}. */
  public boolean takeOutcomes(Outcomes into) {
    lock.lock();
    try {
      if (state != State.DONE) {
        return false;
      }
      into.begin(outcomes.startedAtNanos());
      for (int cut = 0; cut < outcomes.size(); cut++) {
        into.add(
            outcomes.key(cut),
            outcomes.result(cut),
            outcomes.freedPages(cut),
            outcomes.heldNanos(cut));
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
      while (!closing) {
        awaitPlan();
        try {
          work.run(outcomes);
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

  /** Interrupts the work and gives the thread a second to end. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
