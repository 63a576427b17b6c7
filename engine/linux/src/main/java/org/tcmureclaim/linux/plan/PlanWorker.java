package org.tcmureclaim.linux.plan;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;

/**
 * A thread that carries out one plan at a time, so that the decision thread never waits. Where
 * carrying out throws, that plan ends as refused, so that the decision thread hears of it; no plan
 * is begun until the thread is started again.
 */
public final class PlanWorker implements AutoCloseable {
  private enum State {
    IDLE,
    RUNNING,
    DONE
  }

  private final PlanWork work;
  private final MonotonicClock clock;
  private final Runnable wake;
  private final Worker worker;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition begun = lock.newCondition();
  private final Outcomes outcomes = new Outcomes();
  private State state = State.IDLE;
  private boolean failed;

  /**
   * Starts the thread.
   *
   * @param workers the thread is one of them
   * @param wake called when an outcome is ready
   */
  public PlanWorker(
      String threadName, PlanWork work, MonotonicClock clock, Workers workers, Runnable wake) {
    this.work = work;
    this.clock = clock;
    this.wake = wake;
    this.worker = workers.start(threadName, "carries plans out", this::run);
  }

  /** See {@link org.tcmureclaim.host.Truncator#begin}. */
  public boolean begin(Plan plan) {
    lock.lock();
    try {
      if (state != State.IDLE || failed) {
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

  private void run(Worker self) throws InterruptedException {
    startAgain();
    while (!self.isEnding()) {
      awaitPlan();
      self.busy();
      carryOut();
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

  private void carryOut() throws InterruptedException {
    outcomes.begin(clock.nanoTime());
    try {
      work.run(outcomes);
    } catch (RuntimeException | Error e) {
      giveUp(e);
      finish(true);
      throw e;
    }
    finish(false);
  }

  /** Memory may be what is missing, so that telling more than the least may fail as well. */
  private void giveUp(Throwable failure) {
    String problem = "the truncation failed";
    try {
      outcomes.begin(outcomes.startedAtNanos());
      work.giveUp(outcomes);
      problem = "the truncation failed: " + failure;
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    } finally {
      outcomes.end(CutResult.REFUSED, problem, clock.nanoTime());
    }
  }

  private void finish(boolean nowFailed) {
    lock.lock();
    try {
      state = State.DONE;
      failed = nowFailed;
    } finally {
      lock.unlock();
    }
    wake.run();
  }

  /** Interrupts the work and gives the thread a second to end. */
  @Override
  public void close() {
    worker.interrupt();
    try {
      boolean unused = worker.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
