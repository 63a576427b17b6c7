package org.tcmureclaim.agent.orders;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.NativeLibrary;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;

/** Gives an order to the agent that listens at a socket, and waits for its answer. */
public final class OrderClient {
  /** Longer than the agent takes for any answer. */
  private static final long PATIENCE_NANOS =
      TimeUnit.SECONDS.toNanos(OrderServer.PATIENCE_SECONDS + 5);

  private static final int RETRY_MILLIS = 10;
  private static final long ROOT = 0;

  private final Path socket;
  private final WorkerClock clock;
  private final Set<Long> trusted;
  private final PollSet set = new PollSet(1);

  private OrderClient(Path socket, WorkerClock clock, Set<Long> trusted) {
    this.socket = socket;
    this.clock = clock;
    this.trusted = trusted;
  }

  /**
   * Gives an order.
   *
   * @return the agent's answer
   * @throws HostException where no agent answers, saying what to do
   * @throws IllegalArgumentException where the order is too long
   */
  public static OrderAnswer give(Path socket, Order order) {
    String problem = NativeLibrary.problem();
    if (problem != null) {
      throw new HostException(problem + "; or give it through the API (--api)");
    }
    long user = PeerCredentials.ofThisProcess().userId();
    return give(socket, order, user == ROOT ? Set.of(ROOT) : Set.of(ROOT, user));
  }

  /**
   * The same.
   *
   * @param trusted users that may listen there
   */
  static OrderAnswer give(Path socket, Order order, Set<Long> trusted) {
    byte[] frame = OrderBytes.of(order);
    OrderClient client = new OrderClient(socket, WorkerClock.OF_MACHINE, trusted);
    long untilNanos = client.clock.nanoTime() + PATIENCE_NANOS;
    try (UnixConnection connection = client.connect(untilNanos)) {
      client.requireAgent(connection);
      client.send(connection, frame, untilNanos);
      byte[] head = client.receive(connection, OrderFormat.LENGTH_BYTES, untilNanos);
      return AnswerBytes.parse(client.receive(connection, FrameReader.bodyBytes(head), untilNanos));
    } catch (SystemCallException e) {
      throw new HostException(client.unreachable(e), e);
    } catch (OrderFormatException e) {
      throw new HostException(socket + ": not understood: " + e.getMessage(), e);
    }
  }

  private UnixConnection connect(long untilNanos) throws SystemCallException {
    UnixConnection connection = UnixConnection.to(socket);
    while (connection == null) {
      requireTime(untilNanos, "many orders wait there already");
      int unused = set.await(RETRY_MILLIS); // Of nothing yet: it only waits.
      connection = UnixConnection.to(socket);
    }
    return connection;
  }

  /** Another user may have put a socket there, whose answers mean nothing. */
  private void requireAgent(UnixConnection connection) throws SystemCallException {
    long owner = connection.peer().userId();
    if (!trusted.contains(owner)) {
      throw new HostException(
          "%s: user %d listens there, who is neither root nor you; no order was given"
              .formatted(socket, owner));
    }
  }

  private void send(UnixConnection connection, byte[] frame, long untilNanos)
      throws SystemCallException {
    int sent = 0;
    while (sent < frame.length) {
      set.awaitWriting(0, connection);
      awaitSomething(untilNanos);
      int count = written(connection, frame, sent);
      if (count < 0) {
        return; // It has answered already, without hearing all.
      }
      sent += count;
    }
  }

  private static int written(UnixConnection connection, byte[] frame, int sent)
      throws SystemCallException {
    try {
      return connection.write(frame, sent, frame.length - sent);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EPIPE) {
        return -1;
      }
      throw e;
    }
  }

  private byte[] receive(UnixConnection connection, int length, long untilNanos)
      throws SystemCallException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      set.awaitReading(0, connection);
      awaitSomething(untilNanos);
      int count = connection.read(bytes, done, length - done);
      if (count < 0) {
        throw new HostException(
            "%s: the agent closed after %d bytes of its answer; see its log"
                .formatted(socket, done));
      }
      done += count;
    }
    return bytes;
  }

  private void awaitSomething(long untilNanos) {
    do {
      requireTime(untilNanos, "no answer within " + PATIENCE_NANOS / 1_000_000_000L + " s");
    } while (set.await((int) TimeUnit.SECONDS.toMillis(1)) == 0);
  }

  private void requireTime(long untilNanos, String otherwise) {
    if (clock.nanoTime() - untilNanos >= 0) {
      throw new HostException(socket + ": " + otherwise + "; is the agent well? see its log");
    }
  }

  private String unreachable(SystemCallException e) {
    return switch (e.errno()) {
      case Errno.ENOENT, Errno.ECONNREFUSED, Errno.ENOTDIR ->
          "no agent takes orders at "
              + socket
              + "; 'systemctl start tcmu-reclaim' starts one, 'make run' a demonstration (--demo),"
              + " --orders says where another takes them, --api sends them through an API";
      case Errno.EACCES, Errno.EPERM -> "no order was given: " + e.getMessage() + "; run as root";
      default -> "no order was given: " + e.getMessage();
    };
  }
}
