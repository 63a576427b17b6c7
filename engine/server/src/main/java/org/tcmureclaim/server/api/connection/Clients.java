package org.tcmureclaim.server.api.connection;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.PreferHeapByteBufAllocator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All clients of one kind of address: ends those that are late. Used on the event loop of the API,
 * which is one; only {@link #places} is for the thread that accepts as well.
 */
final class Clients {
  private static final long LOOK_EVERY_MILLIS = 250;

  private final Deadlines deadlines;
  private final ByteBudget budget;
  private final Places places;
  private final Handshakes handshakes;
  private final Set<ClientConnection> open = new LinkedHashSet<>();
  private final AtomicLong cutOff = new AtomicLong();

  /**
   * In the heap: Netty copies what is written into buffers outside of it otherwise, one copy for
   * each client, also of an answer that all of them share.
   */
  private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false, true);

  private volatile @Nullable EventLoop eventLoop;
  private boolean looking;

  Clients(Limits limits, Deadlines deadlines, ByteBudget budget, Handshakes handshakes) {
    this.deadlines = deadlines;
    this.budget = budget;
    this.places = new Places(limits);
    this.handshakes = handshakes;
  }

  Places places() {
    return places;
  }

  Handshakes handshakes() {
    return handshakes;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /** For what is read from these clients, and for heads, chunks and records that go to them. */
  ByteBufAllocator allocator() {
    return new PreferHeapByteBufAllocator(buffers);
  }

  int connections() {
    return places.taken();
  }

  /** Connections that were ended because of a limit, since the start. */
  long cutOff() {
    return cutOff.get();
  }

  void countCutOff() {
    long unused = cutOff.incrementAndGet();
  }

  void add(ClientConnection connection, EventLoop theirs) {
    boolean unused = open.add(connection);
    eventLoop = theirs;
    lookLater(theirs);
  }

  /** Accepts none any more, and ends those that there are, whatever they are at. */
  void close() {
    places.close();
    EventLoop loop = eventLoop;
    if (loop != null) {
      loop.execute(() -> List.copyOf(open).forEach(ClientConnection::cutOff));
    }
  }

  void remove(ClientConnection connection) {
    boolean unused = open.remove(connection);
  }

  private void lookLater(EventLoop loop) {
    if (!looking) {
      looking = true;
      var unused = loop.schedule(() -> look(loop), LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look(EventLoop loop) {
    looking = false;
    boolean full = !places.isFree();
    long nowNanos = loop.ticker().nanoTime();
    List.copyOf(open).forEach(connection -> connection.endIfLate(nowNanos, full));
    makeRoom(null, 0);
    if (!open.isEmpty()) {
      lookLater(loop);
    }
  }

  /**
   * Makes room for an answer within what all connections may hold.
   *
   * @param asker whose answer it is; it is spared
   */
  void makeRoom(@Nullable ClientConnection asker, long bytes) {
    budget.makeRoom(this, asker, bytes);
  }

  /** Bytes of requests and of answers that are not taken yet. */
  long heldBytes() {
    long bytes = buffers.metric().usedHeapMemory();
    for (ClientConnection connection : open) {
      bytes += connection.heldBytes();
    }
    return bytes;
  }

  /** The connection that has been at one thing longest, of those that may hold bytes. */
  @Nullable ClientConnection oldestBut(@Nullable ClientConnection asker) {
    ClientConnection oldest = null;
    for (ClientConnection connection : open) {
      if (!connection.equals(asker) && connection.isBusy()) {
        oldest = ClientConnection.older(oldest, connection);
      }
    }
    return oldest;
  }
}
