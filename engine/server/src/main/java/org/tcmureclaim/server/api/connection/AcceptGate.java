package org.tcmureclaim.server.api.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections at one address while there are places for them. Others wait in the kernel,
 * where they cost this process nothing: closing them would need a descriptor and a pipeline first.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptGate.class);
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

  private final Clients clients;
  private final boolean tls;
  private Runnable whenGivenBack = () -> {};
  private boolean pausing;

  AcceptGate(Clients clients, boolean tls) {
    this.clients = clients;
    this.tls = tls;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    // One at a time: a batch would be accepted before this handler sees the first of it.
    var unused =
        ctx.channel()
            .config()
            .setRecvByteBufAllocator(new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(1));
    whenGivenBack = () -> ctx.executor().execute(() -> look(ctx));
    clients.places().whenGivenBack(whenGivenBack);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    clients.places().forget(whenGivenBack);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    Channel channel = (Channel) accepted;
    clients.places().take();
    if (tls) {
      clients.places().beginHandshake();
      clients.handshakes().begin();
    }
    channel.pipeline().addLast(new ClientConnection(clients, tls));
    look(ctx);
    ctx.fireChannelRead(accepted);
  }

  private void look(ChannelHandlerContext ctx) {
    if (!pausing) {
      var unused = ctx.channel().config().setAutoRead(clients.places().isFree());
    }
  }

  /** Such as too many open files in the whole system: trying again at once would never end. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn("no connection can be accepted, tried again every second: {}", cause.getMessage());
    pausing = true;
    var unused = ctx.channel().config().setAutoRead(false);
    var unusedTimer =
        ctx.executor()
            .schedule(
                () -> {
                  pausing = false;
                  look(ctx);
                },
                PAUSE_AFTER_FAILURE_MILLIS,
                TimeUnit.MILLISECONDS);
  }
}
