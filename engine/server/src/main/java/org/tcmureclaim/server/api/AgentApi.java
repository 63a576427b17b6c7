package org.tcmureclaim.server.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.agent.answers.StatusJson;
import org.tcmureclaim.agent.answers.TickAge;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.Notice;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.server.api.connection.AllClients;
import org.tcmureclaim.server.metrics.AgentMetrics;

/** The API of one server, at all its addresses, until it is closed. */
public final class AgentApi implements AutoCloseable {
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final int MOST_LOOKS_FOR_ONE = 10;
  private static final long STATUS_EVERY_MILLIS = 1000;
  private static final long CERTIFICATE_EVERY_MILLIS = 30_000;
  private static final long PATIENCE_SECONDS = 5;

  private final Vertx vertx;
  private final AllClients clients;
  private final AgentFiles agent;
  private final AgentFollower follower;
  private final AgentMetrics metrics;
  private final WorkerClock clock;
  private final EventStream events = new EventStream();
  private final Endpoints endpoints;
  private final List<SocketFile> sockets = new CopyOnWriteArrayList<>();
  private final List<Supplier<Future<Boolean>>> tlsLooks = new CopyOnWriteArrayList<>();
  private @Nullable Future<News> looking;
  private volatile boolean closing;
  private News newest = News.absent("the server has just started; ask again");
  private final AtomicLong missedNotices = new AtomicLong();

  /**
   * An API that does not listen yet.
   *
   * @param vertx with one event loop, of this API alone; closed with it
   * @param clients whose limits Vert.x keeps
   * @param tokenName of the token that actions over TCP need, for the agent's journal
   */
  public AgentApi(
      Vertx vertx,
      AllClients clients,
      AgentFiles agent,
      OrderGiver orders,
      String tokenName,
      AgentMetrics metrics,
      WorkerClock clock) {
    this.vertx = vertx;
    this.clients = clients;
    this.agent = agent;
    this.follower = new AgentFollower(agent);
    this.metrics = metrics;
    this.clock = clock;
    ApiFigures.add(metrics, clients, events, missedNotices::get);
    OrderHandlers given = new OrderHandlers(agent, orders, tokenName, this::shown);
    this.endpoints = new Endpoints(all(given), new StaticFiles());
    long unusedLook =
        vertx.setPeriodic(
            0,
            LOOK_EVERY_MILLIS,
            id -> {
              if (!closing) {
                var unused = look();
              }
            });
    long unusedStatus = vertx.setPeriodic(0, STATUS_EVERY_MILLIS, id -> events.status(status()));
  }

  private List<Endpoint> all(OrderHandlers orders) {
    DeviceHandlers devices = new DeviceHandlers(agent);
    CustomerHandlers customers = new CustomerHandlers(agent);
    DecisionHandlers decided = new DecisionHandlers(events, () -> newest);
    String root = Endpoints.ROOT;
    return List.of(
        Endpoint.read(root + "/status", context -> Reply.json(context, statusOfAgent())),
        Endpoint.read(root + "/devices", devices::list),
        Endpoint.read(root + "/devices/{hba}/{name}", devices::one),
        Endpoint.action(root + "/devices/{hba}/{name}/shrink", orders::shrink),
        Endpoint.read(root + "/customers", customers::list),
        Endpoint.read(root + "/customers/{customer}", customers::one),
        Endpoint.read(root + "/decisions", decided::list),
        Endpoint.read(root + "/decisions/{number}", decided::one),
        Endpoint.read(root + "/heat", devices::heat),
        Endpoint.read(root + "/events", events::open),
        Endpoint.read(root + "/openapi.json", new OpenApi()::serve),
        Endpoint.read("/metrics", new MetricsHandlers(vertx, agent, metrics)::all),
        Endpoint.action(root + "/pause", orders::pause),
        Endpoint.action(root + "/resume", orders::resume),
        Endpoint.action(root + "/reload", orders::reload));
  }

  /**
   * Begins to listen.
   *
   * @param token that actions over TCP need, as it is now; empty for none over TCP
   * @return the address, with the port that was chosen where any would do
   * @throws IOException saying why it cannot listen there
   */
  public ApiAddress listen(ApiAddress address, Supplier<Optional<String>> token)
      throws IOException {
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
   * @param token that everything needs, as it is now; there must be one
   * @throws IOException saying why it cannot listen there
   */
  public ApiAddress listen(
      ApiAddress.Tls address, Supplier<Optional<String>> token, TlsCertificate certificate)
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

  /** Takes in what the agent's files say now; not for the event loop, as it waits. */
  void lookNow() throws IOException {
    for (int i = 0; i < 2; i++) { // A look may be under way, and have read some of it already.
      Promise<News> done = Promise.promise();
      vertx.runOnContext(
          now -> {
            var unused = look().onComplete(done);
          });
      News unused = await(done.future());
    }
  }

  /** Looks at the agent's files, on a worker: the event loop never waits for a disk. */
  private Future<News> look() {
    Future<News> open = looking;
    if (open == null) {
      open = vertx.executeBlocking(this::lookAndMeasure);
      looking = open;
      var unused =
          open.onComplete(
              done -> {
                looking = null;
                if (done.succeeded()) {
                  tell(done.result());
                }
              });
    }
    return open;
  }

  private News lookAndMeasure() {
    News news = follower.look();
    news.seen()
        .ifPresentOrElse(seen -> metrics.show(seen.state(), seen.image()), metrics::showNone);
    return news;
  }

  private void tell(News news) {
    newest = news;
    Optional<News.Seen> seen = news.seen();
    if (seen.isEmpty()) {
      return; // The next status says so.
    }
    if (news.otherRun()) {
      events.begin(seen.get().state().startedEpochMillis());
      events.status(status());
    }
    news.decisions().forEach(events::decided);
    news.devices().forEach(event -> events.tell("device", event.json()));
    news.notices().forEach(notice -> events.tell("notice", json(notice)));
    long unused = missedNotices.addAndGet(news.missed());
    metrics.refreshIfSent();
  }

  private static JsonObject json(Notice notice) {
    return new JsonObject()
        .put("level", notice.level().name().toLowerCase(Locale.ROOT))
        .put("message", notice.message());
  }

  /** Waits until the files show what an answer says, as who has asked looks next; not for long. */
  private Future<?> shown(OrderAnswer answer) {
    return shown(answer, MOST_LOOKS_FOR_ONE);
  }

  private Future<?> shown(OrderAnswer answer, int looks) {
    return look()
        .compose(
            news ->
                looks == 0 || isShown(answer, news)
                    ? Future.succeededFuture()
                    : vertx
                        .timer(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(later -> shown(answer, looks - 1)));
  }

  private boolean isShown(OrderAnswer answer, News news) {
    if (answer instanceof OrderAnswer.Paused paused) {
      return news.seen()
          .map(News.Seen::state)
          .filter(
              state ->
                  state.paused() == paused.all()
                      && state.pausedCustomers().size()
                          == paused.customers().size() + paused.moreCustomers())
          .isPresent();
    }
    return !(answer instanceof OrderAnswer.Shrunk shrunk)
        || shrunk.decision() == 0
        || events.decisions().has(shrunk.decision());
  }

  private JsonObject statusOfAgent() {
    AgentState state = agent.state();
    TickImage image = agent.image();
    long nowNanos = clock.nanoTime();
    return StatusJson.of(state, image, TickAge.of(image, nowNanos), nowNanos);
  }

  /** What the event stream says of the agent: as an answer does, a problem included. */
  private JsonObject status() {
    try {
      return statusOfAgent();
    } catch (NoAgentException e) {
      return e.problem().json();
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

  /** The Unix sockets that it listens at and that nobody reaches any more, as they were removed. */
  public List<Path> lostSockets() {
    return sockets.stream().filter(AgentApi::isLost).map(SocketFile::path).toList();
  }

  private static boolean isLost(SocketFile socket) {
    try {
      return !socket.isThere();
    } catch (IOException e) {
      return false; // Not known.
    }
  }

  /** Does something on a worker, from time to time, until the API ends. */
  public void every(long millis, Runnable task) {
    retry(
        millis,
        () -> {
          task.run();
          return false;
        });
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
    closing = true; // Its workers take nothing more.
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
