package org.tcmureclaim.agent.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.address.ApiAddress;

/** Serves the endpoints at one address. */
final class ApiServer {
  static final int MOST_CONNECTIONS = 200;
  private static final int IDLE_SECONDS = 60;

  private final HttpServer server;
  private int connections;

  private ApiServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Begins to listen.
   *
   * @param token that actions over TCP need
   */
  static Future<ApiServer> listen(
      Vertx vertx, Endpoints endpoints, ApiAddress address, Optional<String> token) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxInitialLineLength(2048)
            .setMaxHeaderSize(8192)
            .setHttp2ClearTextEnabled(false)
            .setDecompressionSupported(false);
    HttpServer http = vertx.createHttpServer(options);
    ApiServer server = new ApiServer(http);
    boolean unix = address instanceof ApiAddress.Unix;
    Access access = unix ? Access.ofUnixSocket() : Access.ofTcp(token);
    http.requestHandler(endpoints.routes(vertx, access)).connectionHandler(server.counted());
    return http.listen(socket(address)).map(listening -> server);
  }

  /** The port that it listens on; meaningless for a Unix socket. */
  int port() {
    return server.actualPort();
  }

  /** Connections above the most are closed at once: they would cost memory that is promised. */
  private Handler<HttpConnection> counted() {
    return connection -> {
      connections++;
      connection.closeHandler(closed -> connections--);
      if (connections > MOST_CONNECTIONS) {
        var unused = connection.close();
      }
    };
  }

  private static SocketAddress socket(ApiAddress address) {
    if (address instanceof ApiAddress.Unix unix) {
      return SocketAddress.domainSocketAddress(unix.path().toString());
    }
    ApiAddress.Tcp tcp = (ApiAddress.Tcp) address;
    return SocketAddress.inetSocketAddress(tcp.port(), tcp.host());
  }
}
