package org.tcmureclaim.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.LoopSettings;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.ScriptedHost;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.TickReader;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.Verdict;

class DecisionJournalTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW_MILLIS = 1_700_000_000_000L;
  private static final long STARTED_MILLIS = NOW_MILLIS - 5_000;
  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path folder;
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final ScriptedHost host = new ScriptedHost();
  private TickRing ring = new TickRing(false);
  private TickReader reader = ring.reader(false);

  private DecisionJournal journal(long maxBytes) throws IOException {
    return journal(maxBytes, () -> NOW_MILLIS);
  }

  private DecisionJournal journal(long maxBytes, WallClock clock) throws IOException {
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
  private ReclaimLoop loop(DecisionJournal journal) {
    var pace = new LoopSettings(SECOND, SECOND, SECOND);
    return loop(journal, new LoopRules(settings(), pace, CustomerDirectory.ofOne("acme")));
  }

  private ReclaimLoop loop(DecisionJournal journal, LoopRules rules) {
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

  private static DecisionSettings settings() {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        "lru",
        Objects.requireNonNull(KnownPolicies.byName().get("lru")).create(NoParameters.INSTANCE));
  }

  private void decide(ReclaimLoop loop) {
    host.availableBytes = 150;
    host.nowNanos += 60 * SECOND;
    loop.tick();
    host.outcomeIsReady = true;
    host.availableBytes = 1000;
    host.nowNanos += SECOND;
    loop.tick();
  }

  private Optional<DecisionEntry> newest() throws IOException {
    return new JournalReader(folder).newest(entry -> true);
  }

  @Test
  void orders_areWrittenDown_besideDecisions_andEachReaderFindsItsOwn() throws IOException {
    OrderEntry pause = new OrderEntry("pause", 0, 4711, "the command line", "", "done", true);
    OrderEntry shrink =
        new OrderEntry("shrink \"a\"", 1000, 1, "the server", "page", "refused: x", false);
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      ReclaimLoop loop = loop(journal);
      loop.tick();
      journal.ordered(pause);
      decide(loop);
      journal.ordered(shrink);
    }
    assertThat(new JournalReader(folder).orders()).containsExactly(pause, shrink);
    assertThat(newest().orElseThrow().number()).isEqualTo(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void ordersThatAreTooManyAtOnce_countAsDropped() throws IOException {
    OrderEntry pause = new OrderEntry("pause", 0, 4711, "the command line", "", "done", true);
    Object disk = new Object();
    WallClock slow =
        () -> {
          synchronized (disk) {
            return NOW_MILLIS;
          }
        };
    try (DecisionJournal journal = journal(MEBIBYTE, slow)) {
      synchronized (disk) {
        for (int i = 0; i < 200; i++) {
          journal.ordered(pause);
        }
        // 64 wait, and perhaps one is being written.
        assertThat(journal.dropped()).isBetween(135L, 136L);
      }
    }
  }

  @Test
  void decision_isWrittenDown_withReasonsAndOutcome() throws IOException {
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      ReclaimLoop loop = loop(journal);
      loop.tick();
      decide(loop);
    }
    DecisionEntry entry = newest().orElseThrow();
    assertThat(entry.epochMillis()).isEqualTo(NOW_MILLIS);
    assertThat(entry.atSeconds()).isEqualTo(60);
    assertThat(entry.number()).isEqualTo(1);
    assertThat(entry.urgency()).isEqualTo(Urgency.URGENT);
    assertThat(entry.trigger()).isEqualTo(Trigger.MEMORY_LOW);
    assertThat(entry.result()).isEqualTo(CutResult.FREED);
    assertThat(entry.freedPages()).isEqualTo(ScriptedHost.DEVICE_PAGES);
    DeviceReason reason = entry.reasonOf("a").orElseThrow();
    assertThat(reason.device()).isEqualTo("user_0/a");
    assertThat(reason.customer()).isEqualTo("acme");
    assertThat(reason.verdict()).isEqualTo(Verdict.CHOSEN);
    assertThat(reason.residentPages()).isEqualTo(ScriptedHost.DEVICE_PAGES);
    assertThat(reason.keepPages()).isZero();
    assertThat(reason.result()).isEqualTo(CutResult.FREED);
    assertThat(entry.shadow()).isNull();
    assertThat(warnings).isEmpty();
  }

  @Test
  void decision_ofALoopWithAShadow_isWrittenDownWithTheScore() throws IOException {
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      var pace = new LoopSettings(SECOND, SECOND, SECOND);
      var rules = new LoopRules(settings(), settings(), pace, CustomerDirectory.ofOne("acme"));
      ReclaimLoop loop = loop(journal, rules);
      loop.tick();
      decide(loop);
    }
    ShadowScore score = Objects.requireNonNull(newest().orElseThrow().shadow());
    assertThat(score.active().cutPages()).isEqualTo(ScriptedHost.DEVICE_PAGES);
    assertThat(score.shadow()).isEqualTo(score.active());
  }

  @Test
  void decisionWhoseOutcomeNeverCame_isWrittenDownAtTheEnd() throws IOException {
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      ReclaimLoop loop = loop(journal);
      host.availableBytes = 150;
      loop.tick();
    }
    assertThat(newest().orElseThrow().result()).isNull();
  }

  @Test
  void demandThatNobodyCanMeet_isWrittenDown_onceInAWhile() throws IOException {
    host.devicePages = 0;
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      ReclaimLoop loop = loop(journal);
      host.availableBytes = 150;
      for (int i = 0; i < 12; i++) {
        loop.tick();
        host.nowNanos += SECOND;
      }
    }
    assertThat(Files.readAllLines(JournalFiles.oldestFirst(folder).get(0)))
        .as("the head of the file, and two decisions")
        .hasSize(3);
    assertThat(newest().orElseThrow().number()).isZero();
    assertThat(newest().orElseThrow().atSeconds()).isEqualTo(10);
  }

  @Test
  void lineCutShortByACrash_isPassedOver_andTheNextRunWritesAnotherFile() throws IOException {
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      decide(loop(journal));
    }
    Path file = JournalFiles.oldestFirst(folder).get(0);
    String whole = Files.readString(file);
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    for (int cut = 1; cut < bytes.length; cut += 7) {
      Files.writeString(file, whole);
      Files.write(file, Arrays.copyOf(bytes, cut), StandardOpenOption.APPEND);
      assertThat(newest().orElseThrow().number()).as("cut at " + cut).isEqualTo(1);
    }
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      decide(loop(journal));
    }
    assertThat(JournalFiles.oldestFirst(folder)).hasSize(2);
    assertThat(newest()).isPresent();
  }

  /** A clock that was 30 days ahead, in the names and times of files, is right again. */
  @Test
  void newestDecision_isTheOneThatWasWrittenLast_wheneverTheClockSays() throws IOException {
    String legacy = "decisions-%013d-000000.log".formatted(NOW_MILLIS + 400L * 86_400_000);
    for (long days : List.of(30L, 0L)) {
      try (DecisionJournal journal = journal(MEBIBYTE, () -> NOW_MILLIS + days * 86_400_000)) {
        decide(loop(journal));
      }
      if (days == 30) {
        Files.move(JournalFiles.oldestFirst(folder).get(0), folder.resolve(legacy));
      }
    }
    assertThat(newest().orElseThrow().epochMillis()).isEqualTo(NOW_MILLIS);
    assertThat(JournalFiles.oldestFirst(folder))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(legacy, "decisions-s0000000001.log");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "{\"devices\": 7}",
        "{\"devices\": [7]}",
        "{\"devices\": [{\"device\": 7}]}",
        "{\"devices\": [], \"epoch_millis\": \"late\"}",
        "{\"devices\": [{}], \"epoch_millis\": 1}",
        "not JSON",
      })
  void lineOfAnotherShape_hidesNoOther(String json) throws IOException {
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      decide(loop(journal));
    }
    Path file = JournalFiles.oldestFirst(folder).get(0);
    var crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    Files.writeString(file, "%08x %s%n".formatted(crc.getValue(), json), StandardOpenOption.APPEND);
    assertThat(newest().orElseThrow().number()).isEqualTo(1);
    Path other = folder.resolve("decisions-s9999999998.log");
    Files.writeString(other, "%08x %s%n".formatted(crc.getValue(), json));
    assertThat(newest().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void diskThatFails_isToldOnce_andTheLoopGoesOn() throws IOException {
    DecisionJournal journal = journal(MEBIBYTE);
    Files.delete(folder);
    Files.writeString(folder, "in the way");
    ReclaimLoop loop = loop(journal);
    decide(loop);
    decide(loop);
    decide(loop);
    journal.close();
    assertThat(host.begun).isNotEmpty();
    assertThat(warnings).singleElement().asString().startsWith("decisions are not written down");
  }

  /** Someone with a full disk removes what takes room, or another disk is mounted there. */
  @Test
  void filesThatAreRemoved_areMadeAgain_andEveryLaterDecisionIsThere() throws IOException {
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      ReclaimLoop loop = loop(journal);
      decide(loop);
      awaitFiles(1);
      for (Path file : JournalFiles.oldestFirst(folder)) {
        Files.delete(file);
      }
      decide(loop);
      awaitFiles(1);
      Files.delete(JournalFiles.oldestFirst(folder).get(0));
      Files.delete(folder);
      decide(loop);
      awaitFiles(1);
      assertThat(journal.dropped()).isZero();
    }
    assertThat(warnings).isEmpty();
    assertThat(newest().orElseThrow().number()).isEqualTo(3);
  }

  private void awaitFiles(int number) throws IOException {
    while (JournalFiles.oldestFirst(folder).size() < number
        || Files.size(JournalFiles.oldestFirst(folder).get(0)) == 0) {
      Thread.onSpinWait();
    }
  }

  /** Says when it writes, and goes on once it has the lock of this. */
  private DecisionJournal journalThatWaitsFor(CountDownLatch disk) throws IOException {
    return journal(
        MEBIBYTE,
        () -> {
          disk.countDown();
          synchronized (disk) {
            return NOW_MILLIS;
          }
        });
  }

  @Test
  void decisionsThatTheDiskCannotTake_areDropped_andCounted() throws Exception {
    var disk = new CountDownLatch(1);
    DecisionJournal journal = journalThatWaitsFor(disk);
    ReclaimLoop loop = loop(journal);
    int decisions = 50;
    synchronized (disk) {
      decide(loop);
      disk.await();
      for (int i = 1; i < decisions; i++) {
        decide(loop);
      }
    }
    journal.close();
    // Each decision takes two ticks; one was being written, and the others are those of the ring.
    List<DecisionEntry> entries = new ArrayList<>();
    new JournalReader(folder).newest(entry -> !entries.add(entry));
    assertThat(entries).hasSizeBetween(16, 18);
    assertThat(journal.dropped()).isEqualTo(decisions - entries.size());
    assertThat(entries)
        .extracting(DecisionEntry::droppedBefore)
        .containsOnlyOnce(journal.dropped());
    assertThat(newest().orElseThrow().number()).isEqualTo(decisions);
    assertThat(newest().orElseThrow().result()).isEqualTo(CutResult.FREED);
  }

  /** The tick in which it ended was written over, and the next plan has not ended. */
  @Test
  void outcome_isFoundInLaterTicks() throws Exception {
    var disk = new CountDownLatch(1);
    DecisionJournal journal = journalThatWaitsFor(disk);
    ReclaimLoop loop = loop(journal);
    host.availableBytes = 150;
    host.nowNanos += 60 * SECOND;
    loop.tick();
    while (reader.unread() > 0) {
      Thread.onSpinWait();
    }
    synchronized (disk) {
      journal.ordered(new OrderEntry("pause", 0, 4711, "the command line", "", "done", true));
      disk.await();
      host.outcomeIsReady = true;
      host.availableBytes = 1000;
      pass(loop, 100);
    }
    journal.close();
    assertThat(newest().orElseThrow().number()).isEqualTo(1);
    assertThat(newest().orElseThrow().result()).isEqualTo(CutResult.FREED);
    assertThat(journal.dropped()).isZero();
  }

  @Test
  void ticksWithNothingToWrite_allocateNothing() throws IOException {
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      ReclaimLoop loop = loop(journal);
      decide(loop);
      int ticks = 5_000;
      pass(loop, ticks);
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      pass(loop, ticks);
      // Less than a byte a tick: the JVM itself takes a constant handful now and then.
      assertThat((threads.getCurrentThreadAllocatedBytes() - before) / ticks).isZero();
    }
  }

  private void pass(ReclaimLoop loop, int seconds) {
    for (int i = 0; i < seconds; i++) {
      host.nowNanos += SECOND;
      loop.tick();
    }
  }
}
