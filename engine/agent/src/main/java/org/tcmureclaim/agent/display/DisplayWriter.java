package org.tcmureclaim.agent.display;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;

/**
 * Writes what a display makes of the queue, on a thread of its own, at most a few times a second;
 * where nothing is told it sleeps. When the reader has gone (a closed pipe), it says so once and
 * writes no more.
 */
public final class DisplayWriter {
  /** How long a reader may take nothing at the end. */
  private static final long PATIENCE_MILLIS = 2_000;

  private final ReportQueue queue;
  private final Display display;
  private final OutputStream out;
  private final Runnable whenReaderGone;
  private final long everyMillis;
  private final long patienceMillis;

  /** What is shown and not written yet. Of the thread that has the lock, as all below. */
  private final StringBuilder text = new StringBuilder(4096);

  private final ReentrantLock writing = new ReentrantLock();
  private final Worker worker;
  private boolean readerGone;
  private boolean ended;

  /** Odd while the output is written to. Others than the one with the lock only read it. */
  private volatile int writes;

  private DisplayWriter(
      Workers workers,
      ReportQueue queue,
      Display display,
      OutputStream out,
      Runnable whenReaderGone,
      long everyMillis,
      long patienceMillis) {
    this.queue = queue;
    this.display = display;
    this.out = out;
    this.whenReaderGone = whenReaderGone;
    this.everyMillis = everyMillis;
    this.patienceMillis = patienceMillis;
    if (!display.showsStatus()) {
      queue.takeNoStatus();
    }
    this.worker = workers.start("display", "shows what happens", this::run);
  }

  /**
   * Starts to write what was told, {@code everyMillis} after the first of it.
   *
   * @param workers its thread is one of them; what it failed with is told through the queue
   */
  public static DisplayWriter start(
      Workers workers,
      ReportQueue queue,
      Display display,
      OutputStream out,
      Runnable whenReaderGone,
      long everyMillis) {
    return start(workers, queue, display, out, whenReaderGone, everyMillis, PATIENCE_MILLIS);
  }

  static DisplayWriter start(
      Workers workers,
      ReportQueue queue,
      Display display,
      OutputStream out,
      Runnable whenReaderGone,
      long everyMillis,
      long patienceMillis) {
    return new DisplayWriter(
        workers, queue, display, out, whenReaderGone, everyMillis, patienceMillis);
  }

  /**
   * Writes what is left, puts the terminal in order and stops. Gives up on a reader that takes
   * nothing; a display that is slow, as on a busy machine, is waited for. Also for a thread that
   * was interrupted: what it has done is told all the same.
   */
  public void end() {
    worker.end(); // Not interrupted: that would close a channel in the middle of a line.
    queue.wake();
    boolean interrupted = Thread.interrupted();
    try {
      writeTheRest();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void writeTheRest() throws InterruptedException {
    if (!lockedUnlessReaderStalls()) {
      queue.abandon();
      return;
    }
    try {
      ended = true;
      queue.drain(this::show);
      display.refresh(text);
      display.end(text);
    } finally {
      write(); // Also what was shown before something that cannot be.
      writing.unlock();
    }
  }

  private boolean lockedUnlessReaderStalls() throws InterruptedException {
    int before = writes;
    while (!writing.tryLock(patienceMillis, TimeUnit.MILLISECONDS)) {
      int now = writes;
      if (now == before && now % 2 != 0) {
        return false;
      }
      before = now;
    }
    return true;
  }

  /** What fails leaves no half of a line; a summary is kept, as nothing comes after it. */
  private void show(Report report) {
    int shown = text.length();
    try {
      display.show(report, text);
    } catch (RuntimeException | Error e) {
      text.setLength(shown);
      if (report instanceof Summary) {
        queue.tell(report);
      }
      throw e;
    }
  }

  private void run(Worker self) throws InterruptedException {
    // Not the wait first: a job that failed has left reports in the queue.
    while (!self.isEnding()) {
      TimeUnit.MILLISECONDS.sleep(everyMillis);
      self.busy();
      writeNow();
      self.idle();
      queue.await();
    }
  }

  private void writeNow() {
    writing.lock();
    try {
      if (ended || readerGone) {
        return;
      }
      queue.drain(this::show);
      display.refresh(text);
      write();
    } finally {
      writing.unlock();
    }
  }

  private void write() {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    if (bytes.length == 0 || readerGone) {
      return;
    }
    int begun = writes + 1;
    writes = begun;
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      readerGone = true;
      queue.abandon();
      whenReaderGone.run();
    } finally {
      writes = begun + 1;
    }
  }
}
