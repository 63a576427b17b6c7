package org.tcmureclaim.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.LoopSettings;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.ScriptedHost;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.TickReader;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.policy.NoParameters;

/** A loop whose decisions are written down. */
abstract class DecisionJournalFixture {
  static final long SECOND = 1_000_000_000L;

  static final long NOW_MILLIS = 1_700_000_000_000L;

  static final long STARTED_MILLIS = NOW_MILLIS - 5_000;

  static final long MEBIBYTE = 1 << 20;

  @TempDir Path folder;
  final List<String> warnings = new CopyOnWriteArrayList<>();

  final ScriptedHost host = new ScriptedHost();

  TickRing ring = new TickRing(false);

  TickReader reader = ring.reader(false);

  DecisionJournal journal(long maxBytes) throws IOException {
    return journal(maxBytes, () -> NOW_MILLIS);
  }

  DecisionJournal journal(long maxBytes, WallClock clock) throws IOException {
    Notices notices =
        new Notices() {
          @Override
          public void info(String message) {}

          @Override
          public void warn(String message) {
            warnings.add(message);
          }
        };
    ring = new TickRing(false);
    reader = ring.reader(false);
    return DecisionJournal.open(
        folder,
        STARTED_MILLIS,
        maxBytes,
        3600 * SECOND,
        reader,
        clock,
        notices,
        new Workers(notices));
  }

  /** One whose ticks go to this journal, which was opened last. */
  ReclaimLoop loop(DecisionJournal journal) {
    var pace = new LoopSettings(SECOND, SECOND, SECOND);
    return loop(journal, new LoopRules(settings(), pace, CustomerDirectory.ofOne("acme")));
  }

  ReclaimLoop loop(DecisionJournal journal, LoopRules rules) {
    assertThat(journal.dropped()).isZero();
    var decider = new Decider(rules.decisions());
    var ledger =
        new Ledger(
            decider,
            rules.customers(),
            key -> new DeviceIdentity(key.path(), "", ""),
            ring::publish,
            report -> {});
    var loop = new ReclaimLoop(host, decider, rules, ledger);
    ledger.open(loop.begin());
    return loop;
  }

  static DecisionSettings settings() {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        "lru",
        Objects.requireNonNull(KnownPolicies.byName().get("lru")).create(NoParameters.INSTANCE));
  }

  void decide(ReclaimLoop loop) {
    host.availableBytes = 150;
    host.nowNanos += 60 * SECOND;
    loop.tick();
    host.outcomeIsReady = true;
    host.availableBytes = 1000;
    host.nowNanos += SECOND;
    loop.tick();
  }

  Optional<DecisionEntry> newest() throws IOException {
    return new JournalReader(folder).newest(entry -> true);
  }

  void pass(ReclaimLoop loop, int seconds) {
    for (int i = 0; i < seconds; i++) {
      host.nowNanos += SECOND;
      loop.tick();
    }
  }
}
