package org.tcmureclaim.server.api.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: what it is at, and since when. First handler of its channel; adds the others when
 * the first bytes have come, as Vert.x has put its own in place by then.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
  private enum Phase {
    HANDSHAKE,
    /** No byte of a request has come, or the answer to the last one has gone. */
    IDLE,
    EXCHANGE,
    STREAM,
    ENDED
  }

  private final Clients clients;
  private final boolean tls;
  private Phase phase;
  private long sinceNanos;
  private long bodyBytes;
  private @Nullable Channel channel;
  private boolean handshakes;
  private boolean following;

  ClientConnection(Clients clients, boolean tls) {
    this.clients = clients;
    this.tls = tls;
    this.handshakes = tls;
    this.phase = tls ? Phase.HANDSHAKE : Phase.IDLE;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    // Also for a channel that is closed before it was ever active.
    var unused = ctx.channel().closeFuture().addListener(closed -> end(ctx.channel().eventLoop()));
  }

  private void end(EventLoop eventLoop) {
    phase = Phase.ENDED;
    clients.remove(this);
    if (eventLoop.isShuttingDown()) {
      giveBack();
    } else {
      // Java keeps the descriptor of a closed channel until it selects again, which it does before.
      var unused = eventLoop.schedule(this::giveBack, 1, TimeUnit.MILLISECONDS);
    }
  }

  private void giveBack() {
    endHandshake();
    clients.places().giveBack();
  }

  private void endHandshake() {
    if (handshakes) {
      handshakes = false;
      clients.handshakes().end();
      clients.places().endHandshake();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    var unused =
        ctx.channel()
            .config()
            .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(Limits.READ_BYTES));
    sinceNanos = now(ctx.channel());
    clients.add(this, ctx.channel().eventLoop());
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!following) {
      following = true;
      follow(ctx);
    }
    ctx.fireChannelRead(message);
  }

  private void follow(ChannelHandlerContext ctx) {
    SslHandler records = ctx.pipeline().get(SslHandler.class);
    ChannelHandlerContext before = records == null ? ctx : ctx.pipeline().context(records);
    var unused = ctx.pipeline().addAfter(before.name(), null, new RequestBytes(this));
    if (records != null) {
      var unusedListener =
          records.handshakeFuture().addListener(ended -> handshakeEnded(ended.isSuccess()));
    }
  }

  private void handshakeEnded(boolean success) {
    if (success && phase == Phase.HANDSHAKE) {
      long beganNanos = sinceNanos;
      enter(Phase.IDLE);
      clients.handshakes().endedWell(sinceNanos - beganNanos);
      endHandshake();
    }
  }

  void requestBegins() {
    if (phase == Phase.IDLE) {
      enter(Phase.EXCHANGE);
    }
  }

  /** The next request is here already. */
  void nextRequestBegins() {
    enter(Phase.EXCHANGE);
  }

  /** A part of the body of a request, which is held until its answer is taken. */
  void bodyCame(int bytes) {
    bodyBytes += bytes;
  }

  void answerTaken() {
    bodyBytes = 0;
    enter(Phase.IDLE);
  }

  void streams() {
    bodyBytes = 0;
    enter(Phase.STREAM);
  }

  private void enter(Phase next) {
    Channel mine = channel;
    if (mine != null && phase != Phase.ENDED) {
      phase = next;
      sinceNanos = now(mine);
    }
  }

  private static long now(Channel channel) {
    return channel.eventLoop().ticker().nanoTime();
  }

  /** Which of the two has been at one thing longer; a stream, since it had taken all of it. */
  static @Nullable ClientConnection older(
      @Nullable ClientConnection one, @Nullable ClientConnection other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.sinceNanos - one.sinceNanos < 0 ? other : one;
  }

  /** Whether it may hold bytes. */
  boolean isBusy() {
    return phase != Phase.IDLE && phase != Phase.ENDED;
  }

  /** Its body, and what was written and the kernel has not taken yet. */
  long heldBytes() {
    Channel mine = channel;
    ChannelOutboundBuffer waiting = mine == null ? null : mine.unsafe().outboundBuffer();
    return bodyBytes + (waiting == null ? 0 : waiting.totalPendingWriteBytes());
  }

  /** Room for an answer of this size; encrypted, it is held as records that count as well. */
  void makeRoom(long bytes) {
    clients.makeRoom(this, tls ? 2 * bytes : bytes);
  }

  void endIfLate(long nowNanos, boolean full) {
    if (phase == Phase.STREAM && heldBytes() == 0) {
      sinceNanos = nowNanos;
    }
    if (phase != Phase.ENDED && nowNanos - sinceNanos > most(full).toNanos()) {
      if (phase == Phase.HANDSHAKE) {
        clients.handshakes().endedLate();
      }
      cutOff();
    }
  }

  private Duration most(boolean full) {
    Deadlines deadlines = clients.deadlines();
    return switch (phase) {
      case ENDED -> Duration.ZERO;
      case HANDSHAKE -> deadlines.handshake();
      case IDLE -> full ? deadlines.idleWhenFull() : deadlines.idle();
      case EXCHANGE -> deadlines.exchange();
      case STREAM -> deadlines.behind();
    };
  }

  /** Ends it at once, with all that it holds. */
  void cutOff() {
    clients.countCutOff();
    phase = Phase.ENDED;
    Channel mine = channel;
    if (mine != null) {
      // Not through the pipeline: TLS would wait to say goodbye.
      mine.unsafe().close(mine.voidPromise());
    }
  }
}
