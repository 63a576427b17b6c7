package org.tcmureclaim.agent.display;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;

/**
 * Writes what a display makes of the queue, on a thread of its own a few times a second. When the
 * reader has gone (a closed pipe), it says so once and writes no more.
 */
public final class DisplayWriter {
  private static final long PATIENCE_SECONDS = 2;

  private final ReportQueue queue;
  private final Display display;
  private final OutputStream out;
  private final Runnable whenReaderGone;
  private final long everyMillis;
  private final StringBuilder text = new StringBuilder(4096);
  private final ReentrantLock writing = new ReentrantLock();
  private final Worker worker;
  private boolean readerGone;
  private boolean ended;

  private DisplayWriter(
      Workers workers,
      ReportQueue queue,
      Display display,
      OutputStream out,
      Runnable whenReaderGone,
      long everyMillis) {
    this.queue = queue;
    this.display = display;
    this.out = out;
    this.whenReaderGone = whenReaderGone;
    this.everyMillis = everyMillis;
    this.worker = workers.start("display", "shows what happens", this::run);
  }

  /**
   * Starts to write every {@code everyMillis}.
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
    return new DisplayWriter(workers, queue, display, out, whenReaderGone, everyMillis);
  }

  /**
   * Writes what is left, puts the terminal in order and stops. Gives up on a stalled reader. Also
   * for a thread that was interrupted: what it has done is told all the same.
   */
  public void end() {
    worker.end(); // Not interrupted: that would close a channel in the middle of a line.
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
    if (!writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      queue.abandon();
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

  private void run(Worker self) throws InterruptedException {
    while (!self.isEnding()) {
      TimeUnit.MILLISECONDS.sleep(everyMillis);
      self.busy();
      writeNow();
      self.idle();
    }
  }

  private void writeNow() {
    writing.lock();
    try {
      if (ended || readerGone) {
        return;
      }
      text.setLength(0);
      queue.drain(report -> display.show(report, text));
      display.refresh(text);
      write();
    } finally {
      writing.unlock();
    }
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
