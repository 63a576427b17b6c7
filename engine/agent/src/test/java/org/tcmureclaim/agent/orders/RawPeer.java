package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;

/** A peer that sends what it likes. */
final class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final UnixConnection connection;
  private final PollSet set = new PollSet(1);

  RawPeer(Path socket) throws SystemCallException {
    this(Objects.requireNonNull(UnixConnection.to(socket)));
  }

  RawPeer(UnixConnection connection) {
    this.connection = connection;
  }

  /** Sends all, if there is room for it. */
  RawPeer send(byte... bytes) throws SystemCallException {
    assertThat(connection.write(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return this;
  }

  /** Sends until there is no room, or the other side has closed. */
  long flood(long mostBytes) {
    byte[] bytes = new byte[4096];
    long sent = 0;
    try {
      while (sent < mostBytes) {
        set.awaitWriting(0, connection);
        if (set.await(1_000) == 0) {
          return sent;
        }
        sent += connection.write(bytes, 0, bytes.length);
      }
    } catch (SystemCallException e) {
      // It does not listen any more.
    }
    return sent;
  }

  /** The answer, after which nothing follows. */
  OrderAnswer answer() throws SystemCallException, OrderFormatException {
    byte[] all = rest();
    assertThat(all).hasSizeGreaterThan(OrderFormat.LENGTH_BYTES);
    byte[] body = Arrays.copyOfRange(all, OrderFormat.LENGTH_BYTES, all.length);
    assertThat(ByteBuffer.wrap(all).getInt()).isEqualTo(body.length);
    return AnswerBytes.parse(body);
  }

  /** Whether anything has come, or the other side has closed. */
  boolean hasAnswer() {
    set.awaitReading(0, connection);
    return set.await(0) == 1;
  }

  /** All that comes until the other side closes. */
  byte[] rest() throws SystemCallException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] bytes = new byte[4096];
    while (true) {
      set.awaitReading(0, connection);
      assertThat(set.await(PATIENCE_MILLIS)).isEqualTo(1);
      int count = read(bytes);
      if (count < 0) {
        return all.toByteArray();
      }
      all.write(bytes, 0, count);
    }
  }

  /** A side that closes and has not read all resets the connection. */
  private int read(byte[] bytes) throws SystemCallException {
    try {
      return connection.read(bytes, 0, bytes.length);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ECONNRESET) {
        return -1;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
