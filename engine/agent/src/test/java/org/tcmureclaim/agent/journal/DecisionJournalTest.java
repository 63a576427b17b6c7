package org.tcmureclaim.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.LoopSettings;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.ScriptedHost;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

/** What is written of decisions and orders, and when. */
final class DecisionJournalTest extends DecisionJournalFixture {
  @Test
  void orders_areWrittenDown_besideDecisions_andEachReaderFindsItsOwn() throws IOException {
    OrderEntry pause = new OrderEntry("pause", 0, 4711, "the command line", "", "done", true);
    OrderEntry shrink =
        new OrderEntry("shrink \"a\"", 1000, 1, "the server", "page", "refused: x", false);
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      ReclaimLoop loop = loop(journal);
      loop.tick();
      journal.ordered(pause, () -> {});
      decide(loop);
      journal.ordered(shrink, () -> {});
    }
    assertThat(new JournalReader(folder).orders()).containsExactly(pause, shrink);
    assertThat(newest().orElseThrow().number()).isEqualTo(1);
    assertThat(warnings).isEmpty();
  }

  /** Who waits for that answers then, and the process may be killed at once. */
  @Test
  void order_isInItsFile_whenThatIsSaid() throws IOException {
    OrderEntry pause = new OrderEntry("pause", 0, 4711, "the command line", "", "done", true);
    List<List<OrderEntry>> found = new CopyOnWriteArrayList<>();
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      for (int i = 0; i < 3; i++) {
        journal.ordered(pause, () -> found.add(orders()));
      }
    }
    assertThat(found)
        .containsExactly(List.of(pause), List.of(pause, pause), List.of(pause, pause, pause));
  }

  private List<OrderEntry> orders() {
    try {
      return new JournalReader(folder).orders();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void orderThatCannotBeWritten_isSaidToo() throws IOException {
    OrderEntry pause = new OrderEntry("pause", 0, 4711, "the command line", "", "done", true);
    AtomicInteger said = new AtomicInteger();
    try (DecisionJournal journal = journal(MEBIBYTE)) {
      Files.delete(folder);
      Path unused = Files.writeString(folder, "no folder");
      journal.ordered(pause, said::incrementAndGet);
    }
    assertThat(said).hasValue(1);
    assertThat(warnings).hasSize(1);
    Files.delete(folder);
    Path unused = Files.createDirectory(folder);
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
}
