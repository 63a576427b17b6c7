package org.tcmureclaim.server.api.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Sees the bytes of requests, decrypted, before they are decoded: an exchange begins with one. */
final class RequestBytes extends ChannelInboundHandlerAdapter {
  private final ClientConnection connection;
  private boolean following;

  RequestBytes(ClientConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!following) {
      following = true;
      // Vert.x puts its codec in place when the handshake has ended.
      ChannelHandlerContext codec = ctx.pipeline().context(HttpResponseEncoder.class);
      var unused = ctx.pipeline().addAfter(codec.name(), null, new OneExchange(connection));
    }
    connection.requestBegins();
    ctx.fireChannelRead(message);
  }
}
