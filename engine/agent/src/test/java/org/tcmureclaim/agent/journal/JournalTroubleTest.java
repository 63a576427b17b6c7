package org.tcmureclaim.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.outcome.CutResult;

/** A journal whose disk fails or is slow, and files that were cut, changed or removed. */
final class JournalTroubleTest extends DecisionJournalFixture {
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
    AtomicInteger said = new AtomicInteger();
    try (DecisionJournal journal = journal(MEBIBYTE, slow)) {
      synchronized (disk) {
        for (int i = 0; i < 200; i++) {
          journal.ordered(pause, said::incrementAndGet);
        }
        // 64 wait, and perhaps one is being written.
        assertThat(journal.dropped()).isBetween(135L, 136L);
        assertThat(said.get()).as("nobody waits for them").isEqualTo((int) journal.dropped());
      }
    }
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
      journal.ordered(
          new OrderEntry("pause", 0, 4711, "the command line", "", "done", true), () -> {});
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
}
