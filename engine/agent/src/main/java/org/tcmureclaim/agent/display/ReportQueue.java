package org.tcmureclaim.agent.display;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.host.Notices;

/**
 * Carries reports from the decision thread to the display, bounded in memory. Of {@link Status}
 * only the newest is kept; a {@link Summary} always gets through, last.
 */
public final class ReportQueue implements Console {

  /** What happens to a report when the display cannot keep up. */
  public enum WhenFull {
    /** It is dropped and counted: a real host must not be held up by a slow terminal. */
    DROP,
    /** Its sender waits: a simulated host has all the time in the world. */
    WAIT
  }

  private final BlockingQueue<Report> queue;
  private final WhenFull whenFull;
  private final AtomicReference<@Nullable Status> newestStatus = new AtomicReference<>();
  private final AtomicReference<@Nullable Summary> summary = new AtomicReference<>();
  private final AtomicLong dropped = new AtomicLong();
  private final LongSupplier lostBehind;
  private final Semaphore told = new Semaphore(0);
  private volatile boolean statusTaken = true;
  private volatile boolean abandoned;

  /** Of those dropped, how many the display knows of. Used by the thread that drains. */
  private long toldDropped;

  /** A queue from which nothing is lost behind the display. */
  public ReportQueue(int capacity, WhenFull whenFull) {
    this(capacity, whenFull, () -> 0);
  }

  /**
   * An empty queue.
   *
   * @param capacity reports
   * @param lostBehind how many were lost behind the display since the start; from any thread
   */
  public ReportQueue(int capacity, WhenFull whenFull, LongSupplier lostBehind) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.whenFull = whenFull;
    this.lostBehind = lostBehind;
  }

  @Override
  public void tell(Report report) {
    if (abandoned) {
      return;
    }
    if (report instanceof Status status) {
      newestStatus.set(status);
    } else if (report instanceof Summary last) {
      summary.set(last);
    } else if (!queue.offer(report) && !waitedFor(report)) {
      dropped.incrementAndGet();
    }
    wake();
  }

  @Override
  public boolean takesStatus() {
    return statusTaken && !abandoned;
  }

  /** Nobody shows a {@link Status}. To be called before the first report. */
  void takeNoStatus() {
    statusTaken = false;
  }

  /**
   * Tells notices without ever waiting for room: for the threads that make room, which would wait
   * for themselves.
   */
  public Notices notices() {
    return new Notices() {
      @Override
      public void info(String message) {
        offer(new NoticeReport(NoticeReport.Level.INFO, message));
      }

      @Override
      public void warn(String message) {
        offer(new NoticeReport(NoticeReport.Level.WARN, message));
      }
    };
  }

  private void offer(Report report) {
    if (!abandoned && !queue.offer(report)) {
      dropped.incrementAndGet();
    }
    wake();
  }

  /** Waits until something was told, or {@link #wake} called, since the last wait ended. */
  void await() throws InterruptedException {
    told.acquire();
    int unused = told.drainPermits();
  }

  /** Ends a wait, or the next one. Neither waits nor allocates. */
  void wake() {
    if (!isTold()) {
      told.release();
    }
  }

  /** Whether the next wait ends at once. */
  boolean isTold() {
    return told.availablePermits() > 0;
  }

  /** Reports dropped since the start, here and behind the display. */
  @Override
  public long dropped() {
    return dropped.get() + lostBehind.getAsLong();
  }

  /** Nobody will read any more: forgets everything, now and from now on. */
  void abandon() {
    abandoned = true;
    queue.clear();
  }

  /** Hands over what has come since the last call. Called by one thread. */
  void drain(Consumer<Report> into) {
    for (Report next = queue.poll(); next != null; next = queue.poll()) {
      into.accept(next);
    }
    tellOfDropped(into);
    Status status = newestStatus.getAndSet(null);
    if (status != null) {
      into.accept(status);
    }
    Summary last = summary.getAndSet(null);
    if (last != null) {
      into.accept(last);
    }
  }

  private void tellOfDropped(Consumer<Report> into) {
    // Not what was lost behind the display: telling of it there may be lost as well, without end.
    long now = dropped.get();
    if (now > toldDropped) {
      long lost = now - toldDropped;
      toldDropped = now;
      into.accept(
          new NoticeReport(
              NoticeReport.Level.WARN,
              lost + " reports were dropped because the output could not keep up"));
    }
  }

  private boolean waitedFor(Report report) {
    if (whenFull == WhenFull.DROP) {
      return false;
    }
    try {
      boolean taken = false;
      while (!taken && !abandoned) {
        taken = queue.offer(report, 50, TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
