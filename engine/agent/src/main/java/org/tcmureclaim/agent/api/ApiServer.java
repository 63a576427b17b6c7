package org.tcmureclaim.agent.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.address.ApiAddress;

/** Serves the endpoints at one address. */
final class ApiServer {
  /** More are closed at once: they would cost memory that is promised. */
  static final int MOST_CONNECTIONS = 500;

  /**
   * With more, requests are answered with 503. Far above what 50 viewers and 200 requests a second
   * need, each over a connection of its own: while the machine is busy elsewhere, connections whose
   * end this thread has not heard of yet count too.
   */
  static final int BUSY_CONNECTIONS = 400;

  private static final int IDLE_SECONDS = 60;

  private final HttpServer server;
  private int connections;

  private ApiServer(HttpServer server) {
    this.server = server;
  }

  /** Begins to listen at a Unix socket. */
  static Future<ApiServer> listen(Vertx vertx, Endpoints endpoints, Path socket) {
    return listen(
        vertx,
        endpoints,
        options(),
        Access.ofUnixSocket(),
        SocketAddress.domainSocketAddress(socket.toString()));
  }

  /**
   * Begins to listen at a port.
   *
   * @param token that actions need
   */
  static Future<ApiServer> listen(
      Vertx vertx, Endpoints endpoints, ApiAddress.Tcp tcp, Optional<String> token) {
    return listen(
        vertx,
        endpoints,
        options(),
        Access.ofTcp(token),
        SocketAddress.inetSocketAddress(tcp.port(), tcp.host()));
  }

  /**
   * Begins to listen at a port with TLS.
   *
   * @param token that everything needs
   */
  static Future<ApiServer> listen(
      Vertx vertx,
      Endpoints endpoints,
      ApiAddress.Tls tls,
      String token,
      PemKeyCertOptions certificate) {
    return listen(
        vertx,
        endpoints,
        options().setSsl(true).setUseAlpn(false).setKeyCertOptions(certificate),
        Access.ofTls(token),
        SocketAddress.inetSocketAddress(tls.port(), tls.host()));
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxInitialLineLength(2048)
        .setMaxHeaderSize(8192)
        .setHttp2ClearTextEnabled(false)
        .setDecompressionSupported(false);
  }

  private static Future<ApiServer> listen(
      Vertx vertx,
      Endpoints endpoints,
      HttpServerOptions options,
      Access access,
      SocketAddress address) {
    HttpServer http = vertx.createHttpServer(options);
    ApiServer server = new ApiServer(http);
    http.requestHandler(server.unlessBusy(endpoints.routes(vertx, access)))
        .connectionHandler(server.counted());
    return http.listen(address).map(listening -> server);
  }

  /** Shows this certificate from the next connection on; fails where it cannot be used. */
  Future<Boolean> show(PemKeyCertOptions certificate) {
    return server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(certificate));
  }

  /** The port that it listens on; meaningless for a Unix socket. */
  int port() {
    return server.actualPort();
  }

  private Handler<HttpServerRequest> unlessBusy(Handler<HttpServerRequest> routes) {
    return request -> {
      if (connections > BUSY_CONNECTIONS) {
        var unused =
            request
                .response()
                .setStatusCode(503)
                .putHeader("Connection", "close")
                .putHeader("Retry-After", "1")
                .putHeader("Content-Type", "application/problem+json")
                .end(Problem.busy(connections + " connections are open").json().encode())
                .onComplete(ended -> request.connection().close());
      } else {
        routes.handle(request);
      }
    };
  }

  private Handler<HttpConnection> counted() {
    return connection -> {
      connections++;
      connection.closeHandler(closed -> connections--);
      if (connections > MOST_CONNECTIONS) {
        var unused = connection.close();
      }
    };
  }
}
