package org.tcmureclaim.agent.assembly;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.UsualSocket;
import org.tcmureclaim.agent.api.AgentApi;
import org.tcmureclaim.agent.api.AgentControls;
import org.tcmureclaim.agent.api.AgentFacts;
import org.tcmureclaim.agent.api.SmallVertx;
import org.tcmureclaim.agent.api.TlsCertificate;
import org.tcmureclaim.agent.api.connection.AllClients;
import org.tcmureclaim.agent.board.ReportInbox;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.ApiConfig;
import org.tcmureclaim.agent.config.MetricsConfig;
import org.tcmureclaim.agent.config.Mode;
import org.tcmureclaim.agent.config.TruncatorChoice;
import org.tcmureclaim.agent.journal.DecisionJournal;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopListeners;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.metrics.AgentMetrics;
import org.tcmureclaim.agent.metrics.OtlpHeaders;
import org.tcmureclaim.agent.metrics.OtlpPush;
import org.tcmureclaim.agent.recorder.FlightRecorder;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.NewestTick;

/**
 * Where an API sits beside the loop; empty where the configuration wants none. An API that cannot
 * listen is told of, and the agent goes on without: memory comes first.
 */
final class ApiSeat {
  private static final long RETRY_MILLIS = 10_000;
  private static final long BEAT_EVERY_MILLIS = 1_000;

  /**
   * For an event loop, its addresses, and a few who ask at once; with fewer, libraries complain.
   */
  private static final int LEAST_FILES = 24;

  /** An API, until it is closed. */
  interface Opened extends AutoCloseable {
    /** Begins to listen at all its addresses. */
    void listen();

    @Override
    void close();
  }

  private final List<ApiAddress> addresses;
  private final ApiToken token;
  private final Optional<ApiConfig.TlsFiles> tls;
  private final NewestTick newest;
  private final AgentMetrics metrics;
  private final MetricsConfig sending;
  private final Predicate<String> isShimMissing;
  private final ReportInbox inbox = new ReportInbox();
  private volatile LoopRules rules;

  private ApiSeat(
      List<ApiAddress> addresses,
      ApiToken token,
      ApiConfig config,
      MetricsConfig sending,
      Predicate<String> isShimMissing,
      LoopRules rules,
      NewestTick newest) {
    this.addresses = addresses;
    this.token = token;
    this.tls = config.tls();
    this.sending = sending;
    this.isShimMissing = isShimMissing;
    this.rules = rules;
    this.newest = newest;
    this.metrics = new AgentMetrics(newest, config.deviceMetrics());
  }

  static ApiSeat of(AgentConfig config, HostKind host, LoopRules rules, NewestTick newest) {
    List<ApiAddress> usual =
        host == HostKind.LINUX ? List.of(new ApiAddress.Unix(UsualSocket.OF_HOST)) : List.of();
    return new ApiSeat(
        config.api().listen().orElse(usual),
        ApiToken.of(config.api(), host),
        config.api(),
        config.metrics(),
        truncator -> isShimMissing(config, truncator),
        rules,
        newest);
  }

  /** Whether an agent that is to act only observes, as the shim that was used cannot be. */
  static boolean isShimMissing(AgentConfig config, String truncator) {
    return config.mode() == Mode.ACT
        && config.truncator() == TruncatorChoice.AUTO
        && truncator.equals("observe");
  }

  boolean isEmpty() {
    return addresses.isEmpty() && sending.otlpUrl().isEmpty();
  }

  Console alsoTelling(Console console) {
    metrics.counter("log.dropped", "", "Too fast for the agent's own output", console::dropped);
    return isEmpty()
        ? console
        : report -> {
          console.tell(report);
          inbox.tell(report);
        };
  }

  LoopListener alsoHearing(LoopListener listener) {
    return isEmpty() ? listener : new LoopListeners(listener, metrics.listener());
  }

  /** Shows what journal and recorder could not write. */
  void alsoCounting(Optional<DecisionJournal> journal, Optional<FlightRecorder> recorder) {
    metrics.counter(
        "journal.dropped",
        "",
        "Decisions not written down",
        () -> journal.map(DecisionJournal::dropped).orElse(0L));
    metrics.counter(
        "recorder.lost.ticks",
        "",
        "Ticks not recorded",
        () -> recorder.map(FlightRecorder::lostTicks).orElse(0L));
  }

  /** Remembers the rules that are handed over. */
  Consumer<LoopRules> alsoAdopting(Consumer<LoopRules> handOver) {
    return newRules -> {
      rules = newRules;
      handOver.accept(newRules);
    };
  }

  /** The rules that were handed over last. */
  LoopRules rules() {
    return rules;
  }

  /** An API that does not listen yet. */
  Opened open(AgentFacts facts, AgentControls controls, Supervision supervision, Notices notices) {
    supervision.measure(metrics);
    if (isEmpty()) {
      return new Nothing();
    }
    long leftFiles = OpenFiles.left();
    if (leftFiles < LEAST_FILES) {
      return without(leftFiles + " open files are left of " + LEAST_FILES, notices);
    }
    boolean shimMissing = isShimMissing.test(facts.started().truncator());
    metrics.gauge(
        "shim.missing",
        "",
        "1 where it only observes because the shim that was used here cannot be",
        () -> shimMissing ? 1 : 0);
    WallClock clock = WallClock.OF_MACHINE;
    try {
      AllClients clients = new AllClients(leftFiles);
      Vertx vertx = SmallVertx.create(clients);
      return listening(
          vertx,
          () -> new AgentApi(vertx, clients, newest, inbox, facts, controls, metrics, clock),
          supervision.workers(),
          notices);
    } catch (RuntimeException | LinkageError e) {
      // Files may have gone meanwhile: neither an event loop nor, at times, a class can be had.
      return without(String.valueOf(e.getMessage()), notices);
    }
  }

  private static Opened without(String why, Notices notices) {
    notices.warn(
        "no API, and no figures are sent: %s; the agent goes on without. Allow it more open files (ulimit -n) and start it again"
            .formatted(why));
    return new Nothing();
  }

  private Opened listening(Vertx vertx, Supplier<AgentApi> api, Workers workers, Notices notices) {
    try {
      Opened opened = new Listening(api.get(), workers, notices);
      Worker heart = workers.register("api", "answers requests");
      long unusedBeat = vertx.setPeriodic(0, BEAT_EVERY_MILLIS, id -> heart.busy());
      return opened;
    } catch (RuntimeException | LinkageError e) {
      var unused = vertx.close();
      throw e;
    }
  }

  /** No API at all. */
  private static final class Nothing implements Opened {
    @Override
    public void listen() {}

    @Override
    public void close() {}
  }

  private final class Listening implements Opened {
    private final AgentApi api;
    private final Notices notices;
    private final Optional<OtlpPush> push;

    Listening(AgentApi api, Workers workers, Notices notices) {
      this.api = api;
      this.notices = notices;
      Duration every = Duration.ofNanos(sending.otlpEveryNanos());
      OtlpHeaders headers = new OtlpHeaders(sending.otlpHeadersFile());
      this.push = sending.otlpUrl().map(url -> metrics.sendTo(url, every, headers, notices));
      push.ifPresent(one -> one.beatsIn(workers.register("otlp", "sends figures to a collector")));
    }

    @Override
    public void listen() {
      if (addresses.isEmpty()) {
        return;
      }
      Optional<String> secret = token.read(notices);
      addresses.forEach(address -> listen(address, secret));
    }

    private void listen(ApiAddress address, Optional<String> secret) {
      try {
        begin(address, secret);
      } catch (IOException | LinkageError e) {
        notices.warn(
            "no API at %s: %s; tried again every %d s"
                .formatted(address, e.getMessage(), RETRY_MILLIS / 1000));
        api.retry(RETRY_MILLIS, () -> beginsNow(address, secret));
      }
    }

    private boolean beginsNow(ApiAddress address, Optional<String> secret) {
      try {
        begin(address, secret);
        notices.info("the API is at " + address + " now");
        return true;
      } catch (IOException | LinkageError e) {
        return false;
      }
    }

    private void begin(ApiAddress address, Optional<String> secret) throws IOException {
      if (address instanceof ApiAddress.Tls tls) {
        listen(tls, secret);
        return;
      }
      ApiAddress listening = api.listen(address, secret);
      if (listening instanceof ApiAddress.Tcp) {
        notices.info("live page: http://" + listening + "/" + token.fragment(secret));
      }
    }

    /** Nothing but a token keeps strangers away there, so without one nothing listens. */
    private void listen(ApiAddress.Tls address, Optional<String> secret) throws IOException {
      if (secret.isEmpty() || tls.isEmpty()) {
        throw new IOException("TLS needs a certificate, its key and a token");
      }
      TlsCertificate certificate =
          new TlsCertificate(tls.get().certificate(), tls.get().key(), notices);
      notices.info("live page: " + api.listen(address, secret.get(), certificate) + "/");
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

  static String version() {
    @Nullable String version = ApiSeat.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
