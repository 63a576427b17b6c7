package org.tcmureclaim.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file of a journal is the oldest. */
class JournalFilesTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000L;

  @TempDir private Path folder;

  /** As the clock was set back by an hour between any two of them. */
  private void files() throws IOException {
    file("decisions-1699999999999-000001.log", NOW);
    file("decisions-s0000000002.log", NOW - HOUR);
    file("decisions-s0000000010.log", NOW - 2 * HOUR);
    Files.createSymbolicLink(
        folder.resolve("decisions-s0000000011.log"), Path.of("decisions-s0000000002.log"));
    file("decisions-s12.log", NOW);
  }

  private void file(String name, long changedMillis) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[100]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(changedMillis));
  }

  private List<String> names() throws IOException {
    return JournalFiles.oldestFirst(folder).stream()
        .map(file -> file.getFileName().toString())
        .toList();
  }

  @Test
  void files_areInTheOrderOfTheirNumbers_andThoseWithoutComeFirst() throws IOException {
    files();
    assertThat(names())
        .containsExactly(
            "decisions-1699999999999-000001.log",
            "decisions-s0000000002.log",
            "decisions-s0000000010.log");
  }

  @Test
  void whatIsTooMuch_goesInThatOrder() throws IOException {
    files();
    try (JournalFiles journal = new JournalFiles(folder, 150, 24 * HOUR, () -> NOW, "")) {
      journal.dropOld(0);
    }
    assertThat(names()).containsExactly("decisions-s0000000010.log");
  }
}
