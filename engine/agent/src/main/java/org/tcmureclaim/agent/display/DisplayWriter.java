package org.tcmureclaim.agent.display;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcmureclaim.agent.report.NoticeReport;

/**
 * Writes what a display makes of the queue, on a Vert.x worker a few times a second. When the
 * reader has gone (a closed pipe), it says so once and writes no more. A display that fails is told
 * of and asked again later, as a worker of the agent is.
 */
public final class DisplayWriter {
  private static final Logger LOG = LoggerFactory.getLogger(DisplayWriter.class);
  private static final long PATIENCE_SECONDS = 2;
  private static final long FIRST_WAIT_MILLIS = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private final Vertx vertx;
  private final ReportQueue queue;
  private final Display display;
  private final OutputStream out;
  private final Runnable whenReaderGone;
  private final StringBuilder text = new StringBuilder(4096);
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final long timer;
  private long failures;
  private long waitMillis = FIRST_WAIT_MILLIS;
  private volatile @Nullable String untold;
  private boolean readerGone;
  private boolean ended;

  private DisplayWriter(
      Vertx vertx,
      ReportQueue queue,
      Display display,
      OutputStream out,
      Runnable whenReaderGone,
      long everyMillis) {
    this.vertx = vertx;
    this.queue = queue;
    this.display = display;
    this.out = out;
    this.whenReaderGone = whenReaderGone;
    this.timer = vertx.setPeriodic(everyMillis, id -> writeOnWorker());
  }

  /** Starts to write every {@code everyMillis}. */
  public static DisplayWriter start(
      Vertx vertx,
      ReportQueue queue,
      Display display,
      OutputStream out,
      Runnable whenReaderGone,
      long everyMillis) {
    return new DisplayWriter(vertx, queue, display, out, whenReaderGone, everyMillis);
  }

  /** Writes what is left, puts the terminal in order and stops. Gives up on a stalled reader. */
  public void end() {
    vertx.cancelTimer(timer);
    try {
      if (!writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        queue.abandon();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      ended = true;
      text.setLength(0);
      queue.drain(report -> display.show(report, text));
      display.refresh(text);
      display.end(text);
      write();
    } finally {
      writing.unlock();
    }
  }

  /** At most one task at a time: those of a stalled reader must not pile up. */
  private void writeOnWorker() {
    if (scheduled.compareAndSet(false, true)) {
      vertx.executeBlocking(this::writeNow).onComplete(this::written, this::failed);
    }
  }

  private boolean writeNow() {
    writing.lock();
    try {
      if (ended || readerGone) {
        return false;
      }
      text.setLength(0);
      tellOfFailure();
      queue.drain(report -> display.show(report, text));
      display.refresh(text);
      write();
      return true;
    } finally {
      writing.unlock();
    }
  }

  private void tellOfFailure() {
    String told = untold;
    if (told != null) {
      untold = null;
      display.show(new NoticeReport(NoticeReport.Level.WARN, told), text);
    }
  }

  private void written(boolean wrote) {
    if (wrote) {
      waitMillis = FIRST_WAIT_MILLIS;
    }
    scheduled.set(false);
  }

  /** Leaves {@link #scheduled} set until the display may be asked again. */
  private void failed(Throwable failure) {
    failures++;
    String told =
        "display failed (shows what happens); it is asked again in %d s, for the %d. time: %s"
            .formatted(waitMillis / 1000, failures, failure);
    LOG.error(told, failure);
    long unused = vertx.setTimer(waitMillis, id -> scheduled.set(false));
    waitMillis = Math.min(2 * waitMillis, LONGEST_WAIT_MILLIS);
    untold = told; // Not through the queue, which may be full, and make its sender wait.
  }

  private void write() {
    if (text.length() == 0 || readerGone) {
      return;
    }
    try {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      readerGone = true;
      queue.abandon();
      whenReaderGone.run();
    }
  }
}
