package org.tcmureclaim.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.server.api.connection.AllClients;

/** Serves the endpoints at one address. */
final class ApiServer {
  private final HttpServer server;

  private ApiServer(HttpServer server) {
    this.server = server;
  }

  /** Begins to listen at a Unix socket. */
  static Future<ApiServer> listen(Vertx vertx, Endpoints endpoints, Path socket) {
    return listen(
        vertx,
        endpoints,
        AllClients.serverOptions(),
        Access.ofUnixSocket(),
        SocketAddress.domainSocketAddress(socket.toString()));
  }

  /**
   * Begins to listen at a port.
   *
   * @param token that actions need, as it is now
   */
  static Future<ApiServer> listen(
      Vertx vertx, Endpoints endpoints, ApiAddress.Tcp tcp, Supplier<Optional<String>> token) {
    return listen(
        vertx,
        endpoints,
        AllClients.serverOptions(),
        Access.ofTcp(token),
        SocketAddress.inetSocketAddress(tcp.port(), tcp.host()));
  }

  /**
   * Begins to listen at a port with TLS.
   *
   * @param token that everything needs, as it is now
   */
  static Future<ApiServer> listen(
      Vertx vertx,
      Endpoints endpoints,
      ApiAddress.Tls tls,
      Supplier<Optional<String>> token,
      PemKeyCertOptions certificate) {
    return listen(
        vertx,
        endpoints,
        AllClients.serverOptions().setSsl(true).setKeyCertOptions(certificate),
        Access.ofTls(token),
        SocketAddress.inetSocketAddress(tls.port(), tls.host()));
  }

  private static Future<ApiServer> listen(
      Vertx vertx,
      Endpoints endpoints,
      HttpServerOptions options,
      Access access,
      SocketAddress address) {
    return vertx
        .createHttpServer(options)
        .requestHandler(endpoints.routes(vertx, access))
        .listen(address)
        .map(ApiServer::new);
  }

  /** Shows this certificate from the next connection on; fails where it cannot be used. */
  Future<Boolean> show(PemKeyCertOptions certificate) {
    return server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(certificate));
  }

  /** The port that it listens on; meaningless for a Unix socket. */
  int port() {
    return server.actualPort();
  }
}
