package org.tcmureclaim.host.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.host.Notices;

/**
 * One thread beside the decision loop. A job that throws, whatever it throws, is told of, counted,
 * and called again: after a second, then after twice as long, up to a minute.
 *
 * <p>{@link #busy} and {@link #idle} are single writes, so that the decision loop may call them.
 */
public final class Worker {
  static final long FIRST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A job that ran for so long fails for a reason of its own: the waits begin again. */
  static final long SOUND_AFTER_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long IDLE = Long.MIN_VALUE;

  private final String name;
  private final String task;
  private final WorkerClock clock;
  private final Notices notices;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private volatile Thread thread;
  private volatile long busySinceNanos = IDLE;
  private final AtomicLong restarts = new AtomicLong();
  private final AtomicLong restartsOfAll;
  private volatile String problem = "";
  private volatile boolean running;
  private volatile boolean ending;

  Worker(String name, String task, WorkerClock clock, Notices notices, AtomicLong restartsOfAll) {
    this.name = name;
    this.task = task;
    this.clock = clock;
    this.notices = notices;
    this.restartsOfAll = restartsOfAll;
    this.thread = Thread.currentThread();
  }

  /** A piece of work begins, or goes on to its next part. */
  public void busy() {
    busySinceNanos = clock.nanoTime();
  }

  /** It waits for the next piece of work, for as long as that takes. */
  public void idle() {
    busySinceNanos = IDLE;
  }

  /** Whether the job is to end soon. */
  public boolean isEnding() {
    return ending;
  }

  /** Asks the job to end; a worker that waits to be started again ends at once. */
  public void end() {
    ending = true;
    lock.lock();
    try {
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks the job to end and interrupts what it waits for. */
  public void interrupt() {
    end();
    thread.interrupt();
  }

  /** Waits until its thread has ended. Returns whether it has. */
  public boolean join(long millis) throws InterruptedException {
    thread.join(millis);
    return !thread.isAlive();
  }

  /** How it stands. */
  public WorkerState state() {
    long since = busySinceNanos;
    boolean runs = running;
    boolean busy = since != IDLE && runs;
    long busyNanos = busy ? Math.max(0, clock.nanoTime() - since) : 0;
    return new WorkerState(name, task, busyNanos, busy ? since : 0, restarts.get(), problem, runs);
  }

  /** A thread that others own and start; only its heartbeat is kept here. */
  void ofOthers() {
    running = true;
  }

  void start(WorkerJob job) {
    Thread fresh = new Thread(() -> run(job), name);
    fresh.setDaemon(true);
    thread = fresh;
    running = true;
    fresh.start();
  }

  private void run(WorkerJob job) {
    long waitNanos = FIRST_WAIT_NANOS;
    while (true) {
      long beganNanos = clock.nanoTime();
      try {
        running = true;
        idle();
        job.run(this);
        break;
      } catch (InterruptedException e) {
        break;
      } catch (Throwable e) { // An error too: the thread has nothing that outlives the job.
        running = false;
        boolean sound = clock.nanoTime() - beganNanos >= SOUND_AFTER_NANOS;
        waitNanos = sound ? FIRST_WAIT_NANOS : waitNanos;
        if (ending) {
          break;
        }
        tell(e, waitNanos);
      }
      if (!await(waitNanos)) {
        break;
      }
      waitNanos = longer(waitNanos);
    }
    running = false;
  }

  /** The wait that follows this one, if the job fails again soon. */
  static long longer(long waitNanos) {
    return Math.min(2 * waitNanos, LONGEST_WAIT_NANOS);
  }

  /** Telling must not end the worker either: memory may be what is missing. */
  private void tell(Throwable failure, long waitNanos) {
    try {
      long again = restarts.incrementAndGet();
      long unused = restartsOfAll.incrementAndGet();
      problem = String.valueOf(failure);
      notices.warn(
          "%s (%s) failed and is started again in %d s; failure %d: %s"
              .formatted(name, task, TimeUnit.NANOSECONDS.toSeconds(waitNanos), again, failure));
    } catch (Throwable e) {
      problem = "out of memory";
    }
  }

  /** Waits before the next start. Returns whether there is to be one. */
  private boolean await(long nanos) {
    lock.lock();
    try {
      long leftNanos = nanos;
      while (!ending && leftNanos > 0) {
        leftNanos = ended.awaitNanos(leftNanos);
      }
      return !ending;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
