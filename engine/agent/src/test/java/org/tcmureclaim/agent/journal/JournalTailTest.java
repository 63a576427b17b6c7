package org.tcmureclaim.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;

class JournalTailTest {
  private static final long STARTED_MILLIS = 1_700_000_000_000L;
  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path folder;
  private JournalFiles files;

  private JournalTail tail(long startedMillis) {
    return new JournalTail(folder, startedMillis);
  }

  @BeforeEach
  void open() {
    files = files(STARTED_MILLIS, MEBIBYTE);
  }

  private JournalFiles files(long startedMillis, long maxBytes) {
    return new JournalFiles(
        folder, maxBytes, 3_600_000, () -> startedMillis, JournalLine.ofRun(startedMillis));
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void newest_comesFirst_andNoMoreThanAreWanted() throws IOException {
    decide(1, 2, 3, 4);
    List<Long> seen = new ArrayList<>();
    tail().newestFirst(entry -> seen.add(entry.number()) && seen.size() < 3);
    assertThat(seen).containsExactly(4L, 3L, 2L);
  }

  @Test
  void whatIsWrittenLater_follows_onceEach_alsoInTheNextFile() throws IOException {
    decide(1);
    JournalTail followed = tail();
    assertThat(newest(followed)).containsExactly(1L);
    assertThat(followed(followed)).isEmpty();
    decide(2, 3);
    files.close(); // The next decision begins a file.
    decide(4);
    assertThat(followed(followed)).containsExactly(2L, 3L, 4L);
    assertThat(followed(followed)).isEmpty();
  }

  @Test
  void journalThatDoesNotExistYet_isEmpty_andFollowedWhenItComes() throws IOException {
    Path later = folder.resolve("later");
    JournalTail followed = new JournalTail(later, STARTED_MILLIS);
    assertThat(newest(followed)).isEmpty();
    assertThat(followed(followed)).isEmpty();
    try (JournalFiles fresh =
        new JournalFiles(
            later, MEBIBYTE, 1, () -> STARTED_MILLIS, JournalLine.ofRun(STARTED_MILLIS))) {
      fresh.append(line(1));
      assertThat(followed(followed)).containsExactly(1L);
    }
  }

  @Test
  void otherRuns_areNotSeen_whateverTheClockWasSetTo() throws IOException {
    try (JournalFiles before = files(STARTED_MILLIS + 3_600_000, MEBIBYTE)) {
      before.append(line(7));
    }
    assertThat(newest(tail())).isEmpty();
    decide(1);
    assertThat(newest(tail())).containsExactly(1L);
    JournalTail followed = tail();
    assertThat(newest(followed)).containsExactly(1L);
    try (JournalFiles next = files(STARTED_MILLIS + 60_000, MEBIBYTE)) {
      next.append(line(1));
    }
    assertThat(followed(followed)).isEmpty();
    assertThat(newest(tail(STARTED_MILLIS + 60_000))).containsExactly(1L);
  }

  @Test
  void halfALine_isNoneYet() throws IOException {
    decide(1);
    String next = line(2);
    Path file = JournalFiles.oldestFirst(folder).get(0);
    append(file, next.substring(0, 40));
    JournalTail followed = tail();
    assertThat(newest(followed)).containsExactly(1L);
    assertThat(followed(followed)).isEmpty();
    append(file, next.substring(40));
    assertThat(followed(followed)).containsExactly(2L);
  }

  @Test
  void halfALineThatIsCutOff_andAFileThatIsDropped_harmNothing() throws IOException {
    decide(1);
    Path file = JournalFiles.oldestFirst(folder).get(0);
    long whole = Files.size(file);
    JournalTail followed = tail();
    assertThat(newest(followed)).containsExactly(1L);
    append(file, line(2).substring(0, 30));
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      var unused = channel.truncate(whole);
    }
    assertThat(followed(followed)).isEmpty();
    files.close();
    decide(2);
    Files.delete(file);
    assertThat(followed(followed)).containsExactly(2L);
  }

  @Test
  void damagedLines_linesOfOrders_andFilesWithoutAHead_arePassedOver() throws IOException {
    decide(1);
    Path file = JournalFiles.oldestFirst(folder).get(0);
    append(file, "00000000 {}\n" + line(2).replace("\"number\":2", "\"number\":3"));
    append(file, JournalLine.of(new OrderEntry("pause", 0, 1, "", "", "done", true), 0));
    append(file, line(4));
    Files.writeString(folder.resolve("decisions-s0000000009.log"), "no head\n");
    Files.createFile(folder.resolve("decisions-s0000000010.log"));
    assertThat(newest(tail())).containsExactly(4L, 1L);
  }

  @Test
  void longLines_areReadWhole() throws IOException {
    String problem = "x".repeat(300_000);
    files.append(JournalLine.of(entry(1, problem)));
    files.append(JournalLine.of(entry(2, problem)));
    assertThat(newest(tail())).containsExactly(2L, 1L);
  }

  private JournalTail tail() {
    return new JournalTail(folder, STARTED_MILLIS);
  }

  private static List<Long> newest(JournalTail tail) throws IOException {
    List<Long> seen = new ArrayList<>();
    tail.newestFirst(entry -> seen.add(entry.number()));
    return seen;
  }

  private static List<Long> followed(JournalTail tail) throws IOException {
    List<Long> seen = new ArrayList<>();
    tail.follow(entry -> seen.add(entry.number()));
    return seen;
  }

  private void decide(long... numbers) throws IOException {
    for (long number : numbers) {
      files.append(line(number));
    }
  }

  private static String line(long number) {
    return JournalLine.of(entry(number, ""));
  }

  private static DecisionEntry entry(long number, String problem) {
    return new DecisionEntry(
        STARTED_MILLIS,
        1,
        number,
        Urgency.URGENT,
        Trigger.PSI_SOME,
        10,
        9,
        1 << 20,
        CutResult.FREED,
        8,
        1.5,
        problem,
        0,
        List.of());
  }

  private static void append(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
  }
}
