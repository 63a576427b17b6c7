package org.tcmureclaim.replay.load;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks over one connection at fixed moments, whether or not the answer before was late: a load that
 * waits for a slow server hides its slowness. A connection that ends is made anew, and counted.
 */
final class Requester implements Runnable {
  /** Requests that are this late are given up, so that a load ends when it should. */
  private static final long PATIENCE_NANOS = 1_000_000L * HttpWire.PATIENCE_MILLIS;

  private final int port;
  private final List<String> paths;
  private final long firstNanos;
  private final long everyNanos;
  private final long untilNanos;
  private final boolean fresh;
  private final LoadTally tally;
  private @Nullable HttpWire wire;

  /**
   * One that asks from the first moment on until the last.
   *
   * @param fresh whether each request has a connection of its own
   */
  Requester(
      int port,
      List<String> paths,
      long firstNanos,
      long everyNanos,
      long untilNanos,
      boolean fresh,
      LoadTally tally) {
    this.port = port;
    this.paths = paths;
    this.firstNanos = firstNanos;
    this.everyNanos = everyNanos;
    this.untilNanos = untilNanos;
    this.fresh = fresh;
    this.tally = tally;
  }

  @Override
  public void run() {
    int number = 0;
    for (long due = firstNanos; due - untilNanos < 0; due += everyNanos) {
      LoadClock.restUntil(due);
      if (LoadClock.nanos() - due > PATIENCE_NANOS) {
        tally.failed(Outcome.NOT_SENT, "the answers before were too slow");
        continue;
      }
      ask(paths.get(number % paths.size()), due);
      number++;
      if (fresh) {
        hangUp();
      }
    }
    hangUp();
  }

  private void ask(String path, long due) {
    HttpWire to = wire;
    try {
      if (to == null) {
        to = new HttpWire(port);
        wire = to;
      }
    } catch (IOException e) {
      tally.failed(Outcome.NOT_CONNECTED, String.valueOf(e.getMessage()));
      return;
    }
    try {
      to.ask(path);
      int status = to.status();
      byte[] unused = to.body();
      if (status == 200) {
        tally.answered(LoadClock.nanos() - due);
      } else {
        tally.failed(Outcome.REFUSED, status + " " + path);
      }
    } catch (SocketTimeoutException e) {
      fail(Outcome.TIMED_OUT, path, e);
    } catch (IOException e) {
      fail(to.isAnswering() ? Outcome.CLOSED_WITHIN : Outcome.CLOSED_BEFORE, path, e);
    }
  }

  private void fail(Outcome outcome, String path, IOException e) {
    tally.failed(outcome, path + " (" + e.getMessage() + ")");
    hangUp();
  }

  private void hangUp() {
    try {
      if (wire != null) {
        wire.close();
      }
    } catch (IOException e) {
      tally.failed(Outcome.CLOSED_BEFORE, "closing (" + e.getMessage() + ")");
    }
    wire = null;
  }
}
