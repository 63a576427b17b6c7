package org.tcmureclaim.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcmureclaim.agent.ledger.TickFixture;
import org.tcmureclaim.agent.state.States;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.snapshot.HostSnapshot;

/** What a collector gets. */
class OtlpPushTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final TickFixture ticks = new TickFixture();
  private final AgentMetrics metrics = new AgentMetrics(0);

  @AfterEach
  void closeTicks() {
    ticks.close();
  }

  private final BlockingQueue<ExportMetricsServiceRequest> arrived = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> knownBy = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Notices notices =
      new Notices() {
        @Override
        public void info(String message) {
          told.add("info: " + message);
        }

        @Override
        public void warn(String message) {
          told.add("warn: " + message);
        }
      };

  /** A collector that answers with this status. */
  private HttpServer collector(int port, AtomicInteger status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/v1/metrics",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
              .isEqualTo("application/x-protobuf");
          knownBy.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
          if (status.get() == 200) {
            arrived.add(ExportMetricsServiceRequest.parseFrom(body));
          }
        });
    server.start();
    return server;
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port + "/v1/metrics");
  }

  private static Map<String, Metric> byName(ExportMetricsServiceRequest request) {
    Map<String, Metric> found = new TreeMap<>();
    request
        .getResourceMetrics(0)
        .getScopeMetrics(0)
        .getMetricsList()
        .forEach(metric -> found.put(metric.getName(), metric));
    return found;
  }

  private static Metric metric(Map<String, Metric> found, String name) {
    assertThat(found).containsKey("tcmu.reclaim." + name);
    return Objects.requireNonNull(found.get("tcmu.reclaim." + name));
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(60, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return Objects.requireNonNull(next);
  }

  @Test
  void collector_getsNamesUnitsAndHistograms() throws Exception {
    HttpServer server = collector(0, new AtomicInteger(200));
    AtomicLong cuts = new AtomicLong(41);
    metrics.counter("cuts", "", "Cuts", cuts::get);
    try (OtlpPush push =
        metrics.sendTo(url(server.getAddress().getPort()), NEVER, OtlpHeaders.NONE, notices)) {
      ticks.ledger.ticking();
      ticks.ledger.ticked(new HostSnapshot(), new Plan());
      ticks.ledger.ticked(new HostSnapshot(), new Plan()); // It has the time of the one before.
      metrics.show(States.bare(1), ticks.newest.image());
      cuts.incrementAndGet();
      assertThat(push.failures()).isZero();
    }
    ExportMetricsServiceRequest request = next(arrived);
    assertThat(request.getResourceMetrics(0).getResource().getAttributesList())
        .anyMatch(a -> a.getValue().getStringValue().equals("tcmu-reclaim"));
    Map<String, Metric> found = byName(request);
    Metric truncations = metric(found, "cuts");
    assertThat(truncations.getSum().getIsMonotonic()).isTrue();
    assertThat(truncations.getSum().getDataPoints(0).getAsDouble()).isEqualTo(42);
    Metric tick = metric(found, "tick");
    assertThat(tick.getUnit()).isEqualTo("seconds");
    assertThat(tick.getHistogram().getDataPoints(0).getCount()).isEqualTo(1);
    assertThat(tick.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(metric(found, "memory.available").getUnit()).isEqualTo("bytes");
    assertThat(metric(found, "reaction").getHistogram().getDataPointsCount()).isEqualTo(3);
    server.stop(0);
  }

  @Test
  void collectorThatIsAway_losesNothing_andIsToldOfOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    AtomicLong cuts = new AtomicLong(1);
    metrics.counter("cuts", "", "Cuts", cuts::get);
    HttpServer server;
    try (OtlpPush push =
        metrics.sendTo(url(port), Duration.ofMillis(50), OtlpHeaders.NONE, notices)) {
      assertThat(next(told)).startsWith("warn: metrics cannot be sent to " + url(port));
      cuts.set(7);
      AtomicInteger status = new AtomicInteger(500);
      server = collector(port, status);
      assertThat(push.failures()).isPositive();
      status.set(200);
      double sent = cutsIn(next(arrived));
      while (sent == 1) { // It was on its way before.
        sent = cutsIn(next(arrived));
      }
      assertThat(sent).isEqualTo(7);
      assertThat(next(told)).isEqualTo("info: metrics are sent again to " + url(port));
    }
    server.stop(0);
  }

  private static double cutsIn(ExportMetricsServiceRequest request) {
    return metric(byName(request), "cuts").getSum().getDataPoints(0).getAsDouble();
  }

  @Test
  void headers_areSent_andARenewedSecretNeedsNoRestart(@TempDir Path folder) throws Exception {
    HttpServer server = collector(0, new AtomicInteger(200));
    Path file = secret(folder, "# of the collector\n\nAuthorization: Bearer first-secret\n");
    URI url = url(server.getAddress().getPort());
    OtlpHeaders headers = new OtlpHeaders(Optional.of(file));
    try (OtlpPush push = metrics.sendTo(url, Duration.ofMillis(50), headers, notices)) {
      assertThat(next(knownBy)).isEqualTo("Bearer first-secret");
      Path unused = secret(folder, "authorization: Bearer second-secret");
      String known = next(knownBy);
      while (known.equals("Bearer first-secret")) {
        known = next(knownBy);
      }
      assertThat(known).isEqualTo("Bearer second-secret");
      assertThat(push.failures()).isZero();
    }
    assertThat(told).isEmpty();
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource(BadCollector.class)
  void collectorThatKeepsOneWaiting_isGivenUp_andCounted(BadCollector bad) throws Exception {
    try (ServerSocket collector = bad.listen(new Semaphore(0));
        OtlpPush push = impatient(collector)) {
      assertThat(next(told)).startsWith("warn: metrics cannot be sent to").endsWith(bad.problem);
      assertThat(push.failures()).isPositive();
    }
  }

  private OtlpPush impatient(ServerSocket collector) {
    OtlpPush push =
        new OtlpPush(
            url(collector.getLocalPort()),
            Duration.ofMillis(50),
            OtlpHeaders.NONE,
            Duration.ofSeconds(1),
            notices);
    push.registry().counter("any").increment();
    return push;
  }

  @Test
  void end_hasLessPatience() throws Exception {
    Semaphore requests = new Semaphore(0);
    try (ServerSocket collector = BadCollector.DRIPS.listen(requests)) {
      OtlpPush push =
          metrics.sendTo(
              url(collector.getLocalPort()), Duration.ofMillis(50), OtlpHeaders.NONE, notices);
      assertThat(requests.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      push.close();
      assertThat(next(told)).endsWith("no whole answer within 2 s");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization Bearer hidden-secret | :1: expected 'Name: value'",
        "Authorization: Bearer hidden\u0007-secret | :1: expected 'Name: value'",
        "Authorization: hidden-secret\u00e4 | :1: expected 'Name: value'",
        "Host: hidden-secret | :1: Host is not for this file to say",
      })
  void headers_thatCannotBeUsed_areToldOfWithoutThem(
      String line, String problem, @TempDir Path folder) throws Exception {
    Path file = secret(folder, line);
    OtlpHeaders headers = new OtlpHeaders(Optional.of(file));
    assertThatThrownBy(headers::read)
        .isInstanceOf(IOException.class)
        .hasMessage(file + problem)
        .hasMessageNotContaining("hidden");
    try (OtlpPush push = metrics.sendTo(url(1), NEVER, headers, notices)) {
      assertThat(push.failures()).isZero();
    }
    assertThat(next(told)).contains(problem).doesNotContain("hidden");
  }

  @Test
  void headers_thatOthersCanRead_areNotSent(@TempDir Path folder) throws Exception {
    Path file = secret(folder, "Authorization: Bearer hidden-secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    OtlpHeaders headers = new OtlpHeaders(Optional.of(file));
    assertThatThrownBy(headers::read).hasMessageContaining("chmod 600");
    Files.delete(file);
    assertThatThrownBy(headers::read).hasMessage(file + ": is not there");
  }

  private static Path secret(Path folder, String text) throws IOException {
    Path file = folder.resolve("headers");
    Path made = Files.writeString(folder.resolve("new"), text);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    return Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
