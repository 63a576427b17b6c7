package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.journal.DecisionJournal;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopSettings;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.ScriptedHost;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.CustomerState;
import org.tcmureclaim.agent.state.PausedCustomer;
import org.tcmureclaim.agent.state.StateWriter;
import org.tcmureclaim.agent.state.WorkerStanding;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.ImagePublisher;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.policy.NoParameters;

/** The files of an agent that stands still until the test has it go on. */
final class ShownAgent implements AutoCloseable {
  static final long STARTED_MILLIS = 1_700_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final Notices SILENT =
      new Notices() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
          throw new AssertionError(message);
        }
      };

  final ScriptedHost host = new ScriptedHost();
  final RunFiles files;
  private final Path journalFolder;
  private final Workers workers = new Workers(SILENT);
  private final ImagePublisher publisher;
  private final DecisionJournal journal;
  private final ReclaimLoop loop;

  ShownAgent(Path folder) throws IOException {
    files = RunFiles.in(folder);
    journalFolder = folder.resolve("decisions");
    CustomerDirectory customers = CustomerDirectory.ofOne("acme");
    Decider decider = new Decider(settings());
    TickRing ring = new TickRing(false);
    publisher = ImagePublisher.open(files.tick(), ring, 1, "test", SILENT);
    Ledger ledger = new Ledger(decider, customers, host::identity, publisher, report -> {});
    journal =
        DecisionJournal.open(
            journalFolder,
            STARTED_MILLIS,
            1 << 20,
            3600 * SECOND,
            ring.reader(false),
            () -> STARTED_MILLIS + 5_000,
            SILENT,
            workers);
    loop = new ReclaimLoop(host, decider, new LoopSettings(SECOND, SECOND, SECOND), ledger);
    ledger.open(loop.begin());
    show(state(false));
  }

  private static DecisionSettings settings() {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        "lru",
        Objects.requireNonNull(KnownPolicies.byName().get("lru")).create(NoParameters.INSTANCE));
  }

  /** The state that it shows. */
  AgentState state(boolean paused) {
    return new AgentState(
        "1.0",
        ProcessHandle.current().pid(),
        STARTED_MILLIS,
        0,
        new AgentStarted("linux", "act", "shim", "the shim is loaded", "lru", 1, 0),
        false,
        Optional.of(journalFolder),
        Optional.of(files.folder().resolve("orders")),
        Optional.empty(),
        paused,
        0,
        paused ? List.of(new PausedCustomer("acme", 0)) : List.of(),
        List.of(
            new CustomerState(
                "acme", "lru", "neutral", 100, 0, 1 << 20, 1 << 30, CustomerState.UNLIMITED)),
        List.of("/etc/own.jar (1.0)"),
        2,
        "killed",
        List.of(new WorkerStanding("journal", "writes decisions down", true, 0, 0, "")),
        List.of());
  }

  void show(AgentState state) {
    new StateWriter(files.state(), () -> state, SILENT).look();
  }

  /** Ticks of a second each. */
  void pass(int ticks) {
    for (int i = 0; i < ticks; i++) {
      host.nowNanos += SECOND;
      loop.tick();
    }
  }

  /** Memory is short for one tick, so the device is cut. */
  void cut() {
    pass(20);
    host.availableBytes = 150;
    pass(1);
    host.outcomeIsReady = true;
    host.availableBytes = Long.MAX_VALUE / 2;
    pass(1);
    host.outcomeIsReady = false;
  }

  /** Writes down what is left; the agent is not told of as ended. */
  void endJournal() {
    journal.close();
  }

  /** It ends, and its files stay: as after a kill. */
  void endLeavingFiles() {
    publisher.close();
  }

  @Override
  public void close() {
    journal.close();
    publisher.close();
  }
}
