package org.tcmureclaim.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of decisions by themselves: their sizes, their ages, and what a disk does to them. */
class JournalFilesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW_MILLIS = 1_700_000_000_000L;
  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void files_staySmallerTogetherThanTheirLimit_andTheOldestGo() throws IOException {
    try (var files = new JournalFiles(folder, 8_000, 1_000_000, () -> NOW_MILLIS)) {
      for (int i = 0; i < 100; i++) {
        files.append(String.format("%0399d\n", i));
        files.dropOld(0);
      }
    }
    List<Path> left = JournalFiles.oldestFirst(folder);
    long totalBytes = 0;
    for (Path file : left) {
      totalBytes += Files.size(file);
    }
    assertThat(totalBytes).isLessThanOrEqualTo(8_000).isGreaterThan(6_000);
    assertThat(Files.readString(left.get(left.size() - 1))).endsWith("99\n");
    assertThat(Files.readString(left.get(0))).startsWith(String.format("%0399d", 80));
  }

  @Test
  void files_thatAreTooOld_go_byTheMonotonicClock() throws IOException {
    long[] now = {System.currentTimeMillis()};
    try (var files = new JournalFiles(folder, 16, 1_000_000, () -> now[0])) {
      files.append("old\n");
      files.dropOld(0);
      now[0] += 400L * 86_400_000;
      files.append("new\n");
      files.dropOld(SECOND);
      assertThat(JournalFiles.oldestFirst(folder)).as("after a jump").hasSize(2);
      files.dropOld(1_001 * SECOND);
    }
    assertThat(JournalFiles.oldestFirst(folder))
        .singleElement()
        .satisfies(file -> assertThat(file).hasContent("new"));
  }

  /** An interrupt closes the file under the line, as a disk may refuse it. */
  @Test
  void lineAfterAnError_beginsANewFile_andNoneIsEmpty() throws IOException {
    try (var files = new JournalFiles(folder, MEBIBYTE, 1_000_000, () -> NOW_MILLIS)) {
      files.append("first\n");
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> files.append("lost\n")).isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
      files.append("second\n");
    }
    assertThat(JournalFiles.oldestFirst(folder))
        .extracting(Files::readString)
        .containsExactly("first\n", "second\n");
  }
}
