package org.tcmureclaim.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.config.ApiConfig;
import org.tcmureclaim.agent.config.MetricsConfig;
import org.tcmureclaim.agent.config.ServeConfig;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.server.api.AgentApi;
import org.tcmureclaim.server.api.AgentFiles;
import org.tcmureclaim.server.api.SmallVertx;
import org.tcmureclaim.server.api.TlsCertificate;
import org.tcmureclaim.server.api.connection.AllClients;
import org.tcmureclaim.server.metrics.AgentMetrics;
import org.tcmureclaim.server.metrics.OtlpHeaders;
import org.tcmureclaim.server.metrics.OtlpPush;

/**
 * A server for one agent, until it is closed. An address at which it cannot listen is told of and
 * tried again.
 */
final class Server implements AutoCloseable {
  private static final long RETRY_MILLIS = 10_000;
  private static final long SOCKETS_EVERY_MILLIS = 5_000;
  private static final long TOKEN_EVERY_MILLIS = 30_000;

  private final ApiToken token;
  private final Optional<ApiConfig.TlsFiles> tls;
  private final Notices notices;
  private final AgentApi api;
  private final Optional<OtlpPush> push;

  private Server(
      ApiToken token,
      Optional<ApiConfig.TlsFiles> tls,
      Notices notices,
      AgentApi api,
      Optional<OtlpPush> push) {
    this.token = token;
    this.tls = tls;
    this.notices = notices;
    this.api = api;
    this.push = push;
  }

  /**
   * One that does not listen yet.
   *
   * @param simulated whether its agent's host is, so that a token may be shown
   */
  static Server open(ServeConfig config, boolean simulated, RunFiles files, Notices notices) {
    ApiToken token = ApiToken.of(config.api(), simulated, notices);
    AllClients clients = new AllClients(OpenFiles.left());
    Vertx vertx = SmallVertx.create(clients);
    AgentFiles agent = new AgentFiles(files);
    AgentMetrics metrics = new AgentMetrics(config.api().deviceMetrics());
    AgentApi api =
        new AgentApi(
            vertx,
            clients,
            agent,
            new SocketOrders(agent, vertx),
            token.name(),
            metrics,
            WorkerClock.OF_MACHINE);
    return new Server(token, config.api().tls(), notices, api, push(config, metrics, notices));
  }

  private static Optional<OtlpPush> push(
      ServeConfig config, AgentMetrics metrics, Notices notices) {
    MetricsConfig sending = config.metrics();
    return sending
        .otlpUrl()
        .map(
            url ->
                metrics.sendTo(
                    url,
                    Duration.ofNanos(sending.otlpEveryNanos()),
                    new OtlpHeaders(sending.otlpHeadersFile()),
                    notices));
  }

  /**
   * Begins to listen at all these.
   *
   * @param lost called when a socket was removed with its folder. Only systemd can make that folder
   *     again, when it starts a server
   */
  void listen(List<ApiAddress> addresses, Runnable lost) {
    if (!addresses.isEmpty()) {
      api.every(SOCKETS_EVERY_MILLIS, () -> lookAtSockets(lost));
      token.look();
      api.every(TOKEN_EVERY_MILLIS, token::look);
      addresses.forEach(this::listen);
    }
  }

  private void lookAtSockets(Runnable lost) {
    List<Path> gone = api.lostSockets();
    if (!gone.isEmpty()) {
      notices.warn(
          gone.get(0) + " was removed; the server ends, and makes it again when it starts");
      lost.run();
    }
  }

  private void listen(ApiAddress address) {
    try {
      begin(address);
    } catch (IOException | LinkageError e) {
      notices.warn(
          "no API at %s: %s; tried again every %d s"
              .formatted(address, e.getMessage(), RETRY_MILLIS / 1000));
      api.retry(RETRY_MILLIS, () -> beginsNow(address));
    }
  }

  private boolean beginsNow(ApiAddress address) {
    try {
      begin(address);
      notices.info("the API is at " + address + " now");
      return true;
    } catch (IOException | LinkageError e) {
      return false;
    }
  }

  private void begin(ApiAddress address) throws IOException {
    if (address instanceof ApiAddress.Tls withTls) {
      begin(withTls);
      return;
    }
    ApiAddress listening = api.listen(address, token::secret);
    if (listening instanceof ApiAddress.Tcp) {
      notices.info("live page: http://" + listening + "/" + token.fragment());
    }
  }

  /** Nothing but a token keeps strangers away there, so without one nothing listens. */
  private void begin(ApiAddress.Tls address) throws IOException {
    if (token.secret().isEmpty() || tls.isEmpty()) {
      throw new IOException("TLS needs a certificate, its key and a token");
    }
    Path file = tls.get().certificate();
    TlsCertificate certificate = new TlsCertificate(file, tls.get().key(), notices);
    notices.info("live page: " + api.listen(address, token::secret, certificate) + "/");
  }

  @Override
  public void close() {
    push.ifPresent(OtlpPush::close);
    try {
      api.close();
    } catch (IOException e) {
      notices.warn("the API did not end as it should: " + e.getMessage());
    }
  }
}
