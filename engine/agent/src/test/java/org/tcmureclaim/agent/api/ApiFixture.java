package org.tcmureclaim.agent.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tcmureclaim.agent.api.connection.AllClients;
import org.tcmureclaim.agent.board.ReportInbox;
import org.tcmureclaim.agent.board.TickFixture;
import org.tcmureclaim.agent.loop.ShrinkAnswer;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.agent.metrics.AgentMetrics;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.policy.builtin.StockPolicy;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** An API without an agent: the test says what the host is like and hears what is asked. */
final class ApiFixture implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  final TickFixture ticks = new TickFixture("other", () -> new Counters(1, 2, 3, 4));
  final ReportInbox inbox = new ReportInbox();
  final FakeControls controls = new FakeControls();
  final AllClients clients = new AllClients(Long.MAX_VALUE);
  final AgentApi api;
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Decider decider;
  private long nowNanos;

  ApiFixture() {
    decider =
        new Decider(
            DecisionSettings.forAll(
                new DemandSettings(1, 2, 3, 4, 0.01, 1, 0.1, 0.2, SECOND),
                new GuardSettings(SECOND, SECOND, 0, 1),
                Granularity.DEVICE,
                "stock",
                new StockPolicy()));
    AgentStarted started = new AgentStarted("fake", "act", "shim", "a test", "stock", 0, 0);
    api =
        new AgentApi(
            SmallVertx.create(clients),
            clients,
            ticks.newest,
            inbox,
            new AgentFacts(started, "1", 0, 1234),
            controls,
            new AgentMetrics(ticks.newest, 2),
            () -> 1_700_000_000_000L);
  }

  /** A tick of a host with so many devices; the i-th holds 100 pages more than the one before. */
  void tick(int devices) {
    nowNanos += SECOND;
    snapshot.takenAt(nowNanos);
    snapshot.memory().update(1 << 30, 1 << 29, 0, 0, nowNanos);
    snapshot.pressure().updateTotals(nowNanos / 10_000, 0, nowNanos);
    for (int i = 0; i < devices; i++) {
      DeviceKey key = new DeviceKey("user_0/lun" + i, 1);
      int slot = snapshot.devices().slotOf(key);
      if (slot < 0) {
        slot = snapshot.devices().add(key, nowNanos);
        snapshot.devices().updateFlags(slot, 0);
        ticks.listener.deviceAdded(slot, key);
      }
      snapshot.devices().updateUsage(slot, 100L * (i + 1), 50, nowNanos);
      snapshot.devices().ladders().size(slot, 4);
      for (int rung = 0; rung < 4; rung++) {
        snapshot
            .devices()
            .ladders()
            .update(slot, rung, rung * 64L, nowNanos - 5L * rung * SECOND, 1);
      }
    }
    ticks.listener.ticked(snapshot, decider.decide(snapshot));
  }

  /** Decisions of these numbers are told. */
  void decide(long... numbers) {
    for (long number : numbers) {
      inbox.tell(
          new DecisionReport(
              number,
              1.5,
              Urgency.URGENT,
              Trigger.PSI_SOME,
              100,
              90,
              List.of(new DecisionReport.Cut("user_0/lun0", "other", 0, 90, Verdict.CHOSEN)),
              CutResult.FREED,
              80,
              1.25,
              "",
              1 << 20,
              0.5));
    }
  }

  /** A socket file without anybody who listens. */
  static void leaveSocketBehind(Path path) throws IOException {
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      ServerSocketChannel unused = channel.bind(UnixDomainSocketAddress.of(path));
    }
  }

  /** The HTTP status for a request with this Host, which Java's client does not let one choose. */
  static int statusOfHost(int port, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return Integer.parseInt(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).substring(9, 12));
    }
  }

  @Override
  public void close() throws IOException {
    api.close();
    ticks.close();
  }

  /** Remembers what was asked of it. */
  static final class FakeControls implements AgentControls {
    private volatile Paused paused = new Paused(false, Set.of());
    volatile ShrinkAnswer shrinkAnswer =
        new ShrinkAnswer.Refused(ShrinkAnswer.Reason.UNFIT, "a test");

    @Override
    public CompletionStage<Paused> pause(Optional<String> customer, boolean pause) {
      if (customer.isPresent()) {
        return CompletableFuture.failedFuture(
            new IllegalArgumentException("no customer " + customer.get()));
      }
      paused = new Paused(pause, Set.of());
      return CompletableFuture.completedFuture(paused);
    }

    @Override
    public Paused paused() {
      return paused;
    }

    @Override
    public void shrink(ShrinkOrder order) {
      order.answer().accept(shrinkAnswer);
    }

    @Override
    public CompletionStage<ReloadResult> reload(boolean yes) {
      return CompletableFuture.completedFuture(
          new ReloadResult(List.of("tick 1s -> 2s"), List.of(), List.of()));
    }

    @Override
    public List<CustomerPolicy> customers() {
      return List.of(
          new CustomerPolicy(CustomerSettings.unlimited("other"), "stock", new StockPolicy()));
    }

    @Override
    public Counters counters() {
      return new Counters(1, 2, 3, 4);
    }

    @Override
    public List<String> policyJars() {
      return List.of("/etc/tcmu-reclaim/policies.d/own.jar (1.0, sha-256 0123456789ab)");
    }
  }
}
