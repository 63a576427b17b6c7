package org.tcmureclaim.agent.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.agent.answers.DecisionLog;
import org.tcmureclaim.agent.answers.DecisionLog.Logged;
import org.tcmureclaim.agent.answers.StatusJson;
import org.tcmureclaim.agent.api.connection.AllClients;
import org.tcmureclaim.agent.board.ReportInbox;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.metrics.AgentMetrics;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.snapshot.HostSnapshot;

/** The API of one agent, at all its addresses, until it is closed. */
public final class AgentApi implements AutoCloseable {
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final long STATUS_EVERY_MILLIS = 1000;
  private static final long CERTIFICATE_EVERY_MILLIS = 30_000;
  private static final long PATIENCE_SECONDS = 5;

  private final Vertx vertx;
  private final AllClients clients;
  private final NewestTick newest;
  private final ReportInbox inbox;
  private final AgentControls controls;
  private final WallClock clock;
  private final DecisionLog decisions = new DecisionLog();
  private final EventStream events;
  private final AgentMetrics metrics;
  private final Endpoints endpoints;
  private final List<SocketFile> sockets = new CopyOnWriteArrayList<>();
  private final List<Supplier<Future<Boolean>>> tlsLooks = new CopyOnWriteArrayList<>();
  private final RunningState running;
  private long shownTick;

  /**
   * An API that does not listen yet.
   *
   * @param vertx with one event loop, of this API alone; closed with it
   * @param clients whose limits Vert.x keeps
   */
  public AgentApi(
      Vertx vertx,
      AllClients clients,
      NewestTick newest,
      ReportInbox inbox,
      AgentFacts facts,
      AgentControls controls,
      AgentMetrics metrics,
      WallClock clock) {
    this.vertx = vertx;
    this.clients = clients;
    this.newest = newest;
    this.inbox = inbox;
    this.running = new RunningState(facts, controls);
    this.controls = controls;
    this.metrics = metrics;
    this.clock = clock;
    this.events = new EventStream(decisions, facts.startedEpochMillis());
    count();
    this.endpoints = new Endpoints(all(), new StaticFiles());
    long unusedLook = vertx.setPeriodic(LOOK_EVERY_MILLIS, id -> hear());
    long unusedStatus = vertx.setPeriodic(0, STATUS_EVERY_MILLIS, id -> look());
  }

  private List<Endpoint> all() {
    DeviceHandlers devices = new DeviceHandlers(newest, this::state);
    CustomerHandlers customers = new CustomerHandlers(newest, this::state);
    DecisionHandlers decided = new DecisionHandlers(decisions, this::hear);
    ControlHandlers control = new ControlHandlers(controls, () -> events.status(status()));
    String root = Endpoints.ROOT;
    return List.of(
        Endpoint.read(root + "/status", context -> Reply.json(context, status())),
        Endpoint.read(root + "/devices", devices::list),
        Endpoint.read(root + "/devices/{hba}/{name}", devices::one),
        Endpoint.action(
            root + "/devices/{hba}/{name}/shrink", new ShrinkHandler(newest, controls)::shrink),
        Endpoint.read(root + "/customers", customers::list),
        Endpoint.read(root + "/customers/{customer}", customers::one),
        Endpoint.read(root + "/decisions", decided::list),
        Endpoint.read(root + "/decisions/{number}", decided::one),
        Endpoint.read(root + "/heat", devices::heat),
        Endpoint.read(root + "/events", events::open),
        Endpoint.read(root + "/openapi.json", new OpenApi()::serve),
        Endpoint.read("/metrics", this::metrics),
        Endpoint.action(root + "/pause", control::pause),
        Endpoint.action(root + "/resume", control::resume),
        Endpoint.action(root + "/reload", control::reload));
  }

  private void count() {
    metrics.counter("decisions", "", "Plans", () -> controls.counters().decisions());
    metrics.counter("truncations", "", "Cuts", () -> controls.counters().truncations());
    metrics.counter("freed", "bytes", "Freed", () -> bytes(controls.counters().pagesFreed()));
    metrics.counter(
        "came.back",
        "bytes",
        "Allocated again soon after they were freed",
        () -> bytes(controls.counters().pagesCameBack()));
    metrics.gauge(
        "paused", "", "1 while plans are kept back", () -> controls.paused().all() ? 1 : 0);
    metrics.gauge("api.connections", "", "Open now", clients::connections);
    metrics.counter("api.connections.cut.off", "", "Ended because of a limit", clients::cutOff);
    metrics.gauge("api.viewers", "", "Viewers of the event stream", events::viewers);
    metrics.counter("api.events.missed", "", "Too fast for a viewer", events::missed);
    metrics.counter("api.reports.dropped", "", "Too fast for the API", inbox::dropped);
  }

  private static double bytes(long pages) {
    return (double) pages * HostSnapshot.PAGE_BYTES;
  }

  private void metrics(RoutingContext context) {
    new Query(context).only(Set.of());
    var unused =
        context
            .response()
            .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            .end(metrics.text());
  }

  /**
   * Begins to listen.
   *
   * @param token that actions over TCP need; empty for none over TCP
   * @return the address, with the port that was chosen where any would do
   * @throws IOException saying why it cannot listen there
   */
  public ApiAddress listen(ApiAddress address, Optional<String> token) throws IOException {
    if (address instanceof ApiAddress.Unix unix) {
      SocketFile file = new SocketFile(unix.path());
      file.prepare();
      var unused = await(ApiServer.listen(vertx, endpoints, unix.path()));
      file.closeToOthers();
      sockets.add(file);
      return address;
    }
    if (address instanceof ApiAddress.Tcp tcp) {
      ApiServer server = await(ApiServer.listen(vertx, endpoints, tcp, token));
      return new ApiAddress.Tcp(tcp.host(), server.port());
    }
    throw new IOException("needs a certificate and a token");
  }

  /**
   * Begins to listen with TLS. Looks at the certificate's files from time to time, and shows new
   * ones without a restart.
   *
   * @param token that everything needs
   * @throws IOException saying why it cannot listen there
   */
  public ApiAddress listen(ApiAddress.Tls address, String token, TlsCertificate certificate)
      throws IOException {
    ApiServer server =
        await(ApiServer.listen(vertx, endpoints, address, token, certificate.read()));
    long unused =
        vertx.setPeriodic(
            CERTIFICATE_EVERY_MILLIS,
            id -> {
              var unusedLook = lookAt(certificate, server);
            });
    tlsLooks.add(() -> lookAt(certificate, server));
    return new ApiAddress.Tls(address.host(), server.port());
  }

  /** Whether new files were taken over. Files are read on a worker: the event loop never is. */
  private Future<Boolean> lookAt(TlsCertificate certificate, ApiServer server) {
    return vertx
        .executeBlocking(certificate::readIfChanged)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(false)
                    : server.show(found.get()).map(shown -> true))
        .onSuccess(taken -> certificate.told(taken))
        .otherwise(failure -> certificate.refused(failure));
  }

  /** Looks at the files of certificates now. */
  void lookAtCertificates() throws IOException {
    for (Supplier<Future<Boolean>> look : tlsLooks) {
      boolean unused = await(look.get());
    }
  }

  List<Endpoint> endpoints() {
    return endpoints.all();
  }

  /** Takes in what the decision thread has told. */
  private void hear() {
    metrics.collect();
    inbox.drain(this::hear);
  }

  private AgentState state() {
    return running.at(WorkerClock.OF_MACHINE.nanoTime());
  }

  private JsonObject status() {
    return StatusJson.of(
        state(), newest.image(), running.tickAge(), WorkerClock.OF_MACHINE.nanoTime());
  }

  private void look() {
    long tick = newest.image().of(HostFigure.TICK);
    if (tick != shownTick) {
      shownTick = tick;
      metrics.refreshIfSent();
    }
    events.status(status());
  }

  private void hear(Report report) {
    if (report instanceof DecisionReport decision) {
      Logged logged = new Logged(clock.epochMillis(), decision);
      decisions.add(logged);
      events.decided(logged);
    } else if (report instanceof DeviceChange change) {
      events.tell(
          "device",
          new JsonObject()
              .put("event", change.event().name().toLowerCase(Locale.ROOT))
              .put("device", change.path())
              .put("customer", change.customer()));
    } else if (report instanceof NoticeReport notice) {
      events.tell(
          "notice",
          new JsonObject()
              .put("level", notice.level().name().toLowerCase(Locale.ROOT))
              .put("message", notice.message()));
    }
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(inWords(Objects.requireNonNullElse(e.getCause(), e)), e);
    } catch (TimeoutException e) {
      throw new IOException("nothing for " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What keeps it from listening, without the name of a class where there is a better one. */
  private static String inWords(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (!(cause instanceof SocketException)) {
      return String.valueOf(cause);
    }
    if (message.contains("in use")) {
      return "another program listens there";
    }
    return message.contains("assign") ? "this machine has no such address" : message;
  }

  /** Tries something again on a worker, until it returns true or the API ends. */
  public void retry(long everyMillis, BooleanSupplier attempt) {
    long unused =
        vertx.setTimer(
            everyMillis,
            timer -> {
              var unusedTry =
                  vertx
                      .executeBlocking(attempt::getAsBoolean)
                      .otherwise(false)
                      .onSuccess(
                          done -> {
                            if (!done) {
                              retry(everyMillis, attempt);
                            }
                          });
            });
  }

  @Override
  public void close() throws IOException {
    clients.close();
    try {
      var unused = await(vertx.close());
    } finally {
      for (SocketFile socket : sockets) {
        socket.delete();
      }
    }
  }
}
