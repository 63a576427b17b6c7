package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.manual.ExitCode;

/** Where a command writes, others may have put a link: to a file that it must leave alone. */
class OutputLinksTest {
  private static final String COMMANDS =
      """
      arrival_us,dev,op,offset_bytes,length_bytes,latency_us
      0,a,W,0,65536,500
      1000000,a,W,65536,65536,500
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path victim = Path.of("");

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("c.csv"), COMMANDS);
    Files.writeString(
        folder.resolve("t.csv"), "tick_s,dev,peak_blocks,floor_blocks\n0,a,8,0\n1,a,9,0\n");
    victim = Files.writeString(folder.resolve("victim"), "victim");
  }

  private int run(String... args) {
    return Workstation.execute(
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** What writes a file, and the name of that file. */
  static List<List<String>> writers() {
    return List.of(
        List.of("o.csv", "trace", "import", "c.csv", "--out", "o.csv"),
        List.of("o.csv.gz", "trace", "import", "c.csv", "--out", "o.csv.gz"),
        List.of("report.html", "replay", "c.csv", "--policy", "lru", "--no-cache", "--report", "."),
        List.of("cut.csv", "trace", "cut", "t.csv", "--out", "cut.csv"));
  }

  private String[] inFolder(List<String> writer) {
    return writer.stream()
        .skip(1)
        .map(word -> word.contains(".") ? path(word) : word)
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("writers")
  void linkUnderTheNameOfADraft_isNotFollowed(List<String> writer) throws IOException {
    Path out = folder.resolve(writer.get(0));
    Files.createSymbolicLink(folder.resolve(writer.get(0) + ".part"), victim);
    assertThat(run(inFolder(writer))).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(victim).hasContent("victim");
    assertThat(out).isRegularFile();
    assertThat(Files.isSymbolicLink(out)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("writers")
  void linkUnderTheNameOfTheFile_isRefused(List<String> writer) throws IOException {
    Files.createSymbolicLink(folder.resolve(writer.get(0)), victim);
    assertThat(run(inFolder(writer))).isEqualTo(ExitCode.CANNOT_WRITE.code());
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(writer.get(0));
    assertThat(victim).hasContent("victim");
  }

  /** A link that leads nowhere is there all the same. */
  @Test
  void linkToNothing_isNotFollowedEither() throws IOException {
    Path nothing = folder.resolve("nothing");
    Files.createSymbolicLink(folder.resolve("cut.csv"), nothing);
    assertThat(run("trace", "cut", path("t.csv"), "--out", path("cut.csv")))
        .isEqualTo(ExitCode.CANNOT_WRITE.code());
    assertThat(nothing).doesNotExist();
  }
}
