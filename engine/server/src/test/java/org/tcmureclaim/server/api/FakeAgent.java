package org.tcmureclaim.server.api;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.journal.JournalFixture;
import org.tcmureclaim.agent.ledger.TickFixture;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.CustomerState;
import org.tcmureclaim.agent.state.Notice;
import org.tcmureclaim.agent.state.StateWriter;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What an agent would leave in its files, without an agent: the test says what the host is like,
 * and hears what is asked.
 */
public final class FakeAgent implements AutoCloseable {
  static final long STARTED_MILLIS = 1234;
  private static final long SECOND = 1_000_000_000L;
  private static final long DECIDED_MILLIS = 1_700_000_000_000L;
  private static final Notices SILENT =
      new Notices() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
          throw new AssertionError(message);
        }
      };

  final TickFixture ticks = new TickFixture();
  final List<Order> asked = new ArrayList<>();
  volatile OrderAnswer shrinkAnswer = new OrderAnswer.Refused(OrderAnswer.Reason.CANNOT, "a test");
  private final RunFiles files = RunFiles.in(ticks.folder());
  private final Path journalFolder = ticks.folder().resolve("decisions");
  private final List<Notice> notices = new ArrayList<>();
  private final StateWriter writer = new StateWriter(files.state(), this::state, SILENT);
  private final HostSnapshot snapshot = new HostSnapshot();
  private JournalFixture journal;
  private long startedMillis = STARTED_MILLIS;
  private boolean paused;
  private long nowNanos;

  public FakeAgent() {
    journal = new JournalFixture(journalFolder, startedMillis, DECIDED_MILLIS);
    writer.look();
  }

  /** Where its files are. */
  public RunFiles files() {
    return files;
  }

  private AgentState state() {
    return new AgentState(
        "1",
        ProcessHandle.current().pid(),
        startedMillis,
        0,
        new AgentStarted("fake", "act", "shim", "a test", "stock", 0, 0),
        false,
        Optional.of(journalFolder),
        Optional.empty(),
        Optional.empty(),
        paused,
        0,
        List.of(),
        List.of(
            new CustomerState(
                "other",
                "stock",
                "neutral",
                100,
                0,
                0,
                CustomerState.UNLIMITED,
                CustomerState.UNLIMITED)),
        List.of("/etc/tcmu-reclaim/policies.d/own.jar (1.0, sha-256 0123456789ab)"),
        1,
        "",
        List.of(),
        notices);
  }

  /** Another run takes the place of this one, and counts its decisions from 1. */
  void startAgain() throws IOException {
    startedMillis++;
    notices.clear();
    journal.close();
    journal = new JournalFixture(journalFolder, startedMillis, DECIDED_MILLIS);
    writer.look();
  }

  /** Its state goes, as when it ends. */
  void hide() throws IOException {
    Files.delete(files.state());
  }

  /** Its state is there again. */
  void show() {
    writer.look();
  }

  void notice(String message) {
    long number = notices.isEmpty() ? 1 : notices.get(notices.size() - 1).number() + 1;
    notices.add(new Notice(number, 0, NoticeReport.Level.WARN, message));
    writer.look();
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
        ticks.ledger.deviceAdded(slot, key);
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
    ticks.ledger.ticked(snapshot, ticks.decider.decide(snapshot));
  }

  /** A plan has ended that freed so many pages; the next tick shows it. */
  void freed(long pages) {
    Outcomes outcomes = new Outcomes();
    outcomes.begin(nowNanos);
    outcomes.add(new DeviceKey("user_0/lun0", 1), CutResult.FREED, pages);
    outcomes.end(CutResult.FREED, "", nowNanos);
    ticks.ledger.settled(1, snapshot, outcomes);
  }

  /** One device less than before. */
  void remove(String path) {
    DeviceKey key = new DeviceKey(path, 1);
    int slot = snapshot.devices().slotOf(key);
    ticks.ledger.deviceRemoved(slot, key);
    snapshot.devices().remove(slot);
    ticks.ledger.ticked(snapshot, ticks.decider.decide(snapshot));
  }

  /** Decisions of these numbers are written down. */
  void decide(long... numbers) throws IOException {
    for (long number : numbers) {
      journal.decide(number, "user_0/lun0", "other");
    }
  }

  boolean isPaused() {
    return paused;
  }

  /** Carries an order out, or answers as the test has it. */
  Future<OrderAnswer> give(Order order) {
    asked.add(order);
    if (order.task() instanceof Order.Pause pause) {
      return Future.succeededFuture(pause(pause.customer(), true));
    } else if (order.task() instanceof Order.Resume resume) {
      return Future.succeededFuture(pause(resume.customer(), false));
    }
    return Future.succeededFuture(
        order.task() instanceof Order.Shrink
            ? shrinkAnswer
            : new OrderAnswer.Reloaded(List.of("tick 1s -> 2s"), List.of(), List.of(), 0, 0));
  }

  private OrderAnswer pause(Optional<String> customer, boolean pause) {
    if (customer.isPresent()) {
      return new OrderAnswer.Refused(OrderAnswer.Reason.NO_SUCH, "no customer " + customer.get());
    }
    paused = pause;
    writer.look();
    return new OrderAnswer.Paused(pause, List.of(), 0, pause ? 3600 : 0);
  }

  @Override
  public void close() throws IOException {
    journal.close();
    Files.deleteIfExists(files.state());
    if (Files.isDirectory(journalFolder)) {
      try (Stream<Path> written = Files.list(journalFolder)) {
        for (Path file : written.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(journalFolder);
    }
    ticks.close();
  }
}
