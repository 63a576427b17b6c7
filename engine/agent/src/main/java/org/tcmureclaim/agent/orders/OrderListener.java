package org.tcmureclaim.agent.orders;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;
import org.tcmureclaim.shim.UnixListener;

/** The order socket: made when that can be done, tried again where it cannot, and taken away. */
final class OrderListener {
  /** How many connections the kernel keeps until they are accepted. */
  static final int MOST_WAITING = 8;

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final SocketFile file;
  private final OrderPeers peers;
  private final WorkerClock clock;
  private final Notices notices;
  private @Nullable UnixListener listener;
  private String toldProblem = "";
  private long retryAtNanos;

  OrderListener(SocketFile file, OrderPeers peers, WorkerClock clock, Notices notices) {
    this.file = file;
    this.peers = peers;
    this.clock = clock;
    this.notices = notices;
    this.retryAtNanos = clock.nanoTime();
  }

  /**
   * Whether it listens; tries to where it does not, or where its file was taken away and no client
   * finds it any more. Warns of each problem once.
   */
  boolean listens() {
    if (listener != null && !isThere()) {
      lost();
    }
    if (listener != null || clock.nanoTime() - retryAtNanos < 0) {
      return listener != null;
    }
    retryAtNanos = clock.nanoTime() + RETRY_NANOS;
    try {
      file.prepare();
      listener = UnixListener.open(file.path(), peers.mode(), MOST_WAITING);
      file.made();
      if (!toldProblem.isEmpty()) {
        notices.info("orders are taken at " + file.path() + " now");
      }
      toldProblem = "";
      return true;
    } catch (IOException e) {
      tellProblem(FileProblem.text(e));
      return false;
    }
  }

  private boolean isThere() {
    try {
      return file.isThere();
    } catch (IOException e) {
      return false; // Such as a folder that is a file by now.
    }
  }

  private void lost() {
    try {
      close();
    } catch (IOException e) {
      // It listens no more, which is what counts.
    }
    tellProblem("was removed under the agent");
  }

  private void tellProblem(String problem) {
    if (!problem.equals(toldProblem)) {
      toldProblem = problem;
      notices.warn(
          "no orders at %s: %s; pause, resume, shrink and reload do not reach this agent there;"
                  .formatted(file.path(), problem)
              + " tried again every %d s".formatted(TimeUnit.NANOSECONDS.toSeconds(RETRY_NANOS)));
    }
  }

  /** Waits for a connection at this place of the set, if it listens. */
  void await(PollSet set, int place) {
    UnixListener open = listener;
    if (open == null) {
      set.ignore(place);
    } else {
      set.awaitReading(place, open);
    }
  }

  /**
   * The next connection.
   *
   * @return null where there is none
   * @throws SystemCallException where none can be taken now, as there are too many open files
   */
  @Nullable UnixConnection accept() throws SystemCallException {
    UnixListener open = listener;
    return open == null ? null : open.accept();
  }

  /** Ends listening, and takes the file away. It can listen again. */
  void close() throws IOException {
    UnixListener open = listener;
    listener = null;
    retryAtNanos = clock.nanoTime();
    if (open != null) {
      open.close();
      file.delete();
    }
  }
}
