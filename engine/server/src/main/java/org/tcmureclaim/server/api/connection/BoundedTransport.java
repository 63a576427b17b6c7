package org.tcmureclaim.server.api.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.NetServerOptions;

/**
 * The sockets of the API's servers. Vert.x asks it to set up each server, which is the one place
 * where a program can have a say in what is accepted.
 */
final class BoundedTransport extends NioTransport {
  private final AllClients all;

  BoundedTransport(AllClients all) {
    this.all = all;
  }

  @Override
  public void configure(NetServerOptions options, boolean unixSocket, ServerBootstrap bootstrap) {
    super.configure(options, unixSocket, bootstrap);
    Clients clients = all.of(unixSocket, options.isSsl());
    var unused =
        bootstrap
            .option(ChannelOption.SO_BACKLOG, Limits.BACKLOG)
            .handler(new AcceptGate(clients, options.isSsl()))
            .childOption(ChannelOption.ALLOCATOR, clients.allocator())
            .childOption(ChannelOption.SO_SNDBUF, Limits.SEND_BUFFER_BYTES)
            .childOption(ChannelOption.SO_RCVBUF, Limits.RECEIVE_BUFFER_BYTES);
    if (!unixSocket) {
      // Those that wait inherit it, and the window that TCP announces goes by it.
      var unusedToo = bootstrap.option(ChannelOption.SO_RCVBUF, Limits.RECEIVE_BUFFER_BYTES);
    }
  }
}
