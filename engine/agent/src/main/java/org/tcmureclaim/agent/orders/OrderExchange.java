package org.tcmureclaim.agent.orders;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;

/**
 * One connection: an order comes, its answer goes. Reads no more than one frame and keeps no more
 * than that. Used by the thread of the order socket alone.
 */
final class OrderExchange {
  private enum State {
    READING,
    ASKED,
    ANSWERING,
    ENDED
  }

  private final UnixConnection connection;
  private final PeerCredentials peer;
  private final boolean ofServer;
  private final byte[] head = new byte[OrderFormat.LENGTH_BYTES];
  private State state = State.READING;
  private byte[] bytes = head; // What is read into, or written from.
  private int done;
  private long deadlineNanos;
  private @Nullable Order order;
  private @Nullable OrderAnswer made;

  OrderExchange(
      UnixConnection connection, PeerCredentials peer, boolean ofServer, long deadlineNanos) {
    this.connection = connection;
    this.peer = peer;
    this.ofServer = ofServer;
    this.deadlineNanos = deadlineNanos;
  }

  PeerCredentials peer() {
    return peer;
  }

  boolean isOfServer() {
    return ofServer;
  }

  boolean isReading() {
    return state == State.READING;
  }

  boolean isAsked() {
    return state == State.ASKED;
  }

  /** Its frame is this order. */
  void asks(Order its) {
    order = its;
  }

  /** The order, from when it was understood on. */
  @Nullable Order order() {
    return order;
  }

  /**
   * There is an answer, which goes when it is written down.
   *
   * @param latestNanos when it goes anyway
   */
  void made(OrderAnswer answer, long latestNanos) {
    made = answer;
    deadlineNanos = latestNanos;
  }

  /** The answer that waits for being written down; null where there is none yet. */
  @Nullable OrderAnswer made() {
    return made;
  }

  boolean hasEnded() {
    return state == State.ENDED;
  }

  /** By when something must have come of it. */
  long deadlineNanos() {
    return deadlineNanos;
  }

  boolean isOverdue(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /** Waits for what comes next. */
  void await(PollSet set, int place) {
    switch (state) {
      case READING -> set.awaitReading(place, connection);
      case ASKED -> set.awaitLeaving(place, connection);
      case ANSWERING -> set.awaitWriting(place, connection);
      case ENDED -> set.ignore(place);
    }
  }

  /**
   * Goes on after something has come of the wait.
   *
   * @return the body of a frame that is whole now; null otherwise
   * @throws OrderFormatException where it can be none
   */
  byte @Nullable [] advance() throws OrderFormatException {
    try {
      switch (state) {
        case READING -> {
          return read();
        }
        case ASKED -> end(); // It has left.
        case ANSWERING -> write();
        case ENDED -> {}
      }
    } catch (SystemCallException e) {
      end();
    }
    return null;
  }

  private byte @Nullable [] read() throws SystemCallException, OrderFormatException {
    int count = connection.read(bytes, done, bytes.length - done);
    if (count < 0) {
      end();
      return null;
    }
    done += count;
    if (done < bytes.length) {
      return null;
    }
    done = 0;
    if (bytes == head) {
      bytes = new byte[FrameReader.bodyBytes(head)];
      return read();
    }
    state = State.ASKED;
    return bytes;
  }

  /**
   * Sends the answer.
   *
   * @param deadlineNanos by when it must be taken
   */
  void answer(OrderAnswer answer, long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
    state = State.ANSWERING;
    bytes = AnswerBytes.of(answer);
    done = 0;
    try {
      write();
    } catch (SystemCallException e) {
      end();
    }
  }

  private void write() throws SystemCallException {
    done += connection.write(bytes, done, bytes.length - done);
    if (done == bytes.length) {
      end();
    }
  }

  void end() {
    state = State.ENDED;
    connection.close();
  }
}
