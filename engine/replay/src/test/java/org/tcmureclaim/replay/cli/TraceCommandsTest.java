package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.manual.ExitCode;

final class TraceCommandsTest {
  private static final String ALIBABA =
      "419,W,8192,4096,1600000000000100\n12,R,0,65536,1600000000000150\n";

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void imported_saysWhatItFound() throws IOException {
    Path in = Files.writeString(directory.resolve("a.csv"), ALIBABA);
    Path to = directory.resolve("b.csv");
    assertThat(run("trace", "import", in.toString(), "--out", to.toString())).isZero();
    assertThat(printed(out))
        .isEqualTo(
            to
                + ": 2 commands of 2 devices from alibaba; 2 without a completion time, 0 bad"
                + " lines\n");
    assertThat(Files.readAllLines(to)).hasSize(3);
  }

  @Test
  void importedAsRecordings_saysWhatIsInEach_andTakesANewFolderOnly() throws IOException {
    Path in = Files.writeString(directory.resolve("a.csv"), ALIBABA);
    Path to = directory.resolve("bundle");
    assertThat(run("trace", "import", in.toString(), "--out", to.toString())).isZero();
    assertThat(printed(out).lines())
        .hasSize(3)
        .contains(
            to
                + "/2-fixed-5ms: 2 commands of 2 devices from alibaba in 1 ticks, service time"
                + " fixed:5ms; 0 bad lines");
    out.reset();
    assertThat(run("trace", "info", to + "/2-fixed-5ms")).isZero();
    assertThat(printed(out)).contains("from a.csv, alibaba", "fixed:5ms", "2 used, 0 bad");
    assertThat(run("trace", "import", in.toString(), "--out", to.toString()))
        .isEqualTo(ExitCode.CANNOT_WRITE.code());
    assertThat(printed(err)).contains("is not empty; name a folder that is not there");
  }

  @Test
  void exported_pagesAreReplayed_asACacheOfPages() throws IOException {
    Path in = Files.writeString(directory.resolve("a.csv"), ALIBABA);
    Path to = directory.resolve("pages.txt");
    assertThat(run("trace", "export", in.toString(), "--pages", to.toString())).isZero();
    assertThat(printed(out))
        .endsWith("pages.txt: 17 requests for 17 pages of 2 devices in 1 ticks\n");
    assertThat(printed(err)).contains("has no completion times; taking fixed:200us");
    out.reset();
    String[] replay = {"replay", to.toString(), "--format", "pages", "--policy", "lru", "--json"};
    assertThat(run(replay)).isZero();
    assertThat(printed(out)).contains("\"first_allocations\": 17");
  }

  @Test
  void replay_takesForeignFormats_andNamesWhatTheyLack() throws IOException {
    Path in = Files.writeString(directory.resolve("t.csv"), "1538323200,128,8,0,1063\n");
    assertThat(run("replay", in.toString(), "--policy", "stock", "--json")).isZero();
    assertThat(printed(out).lines().filter(line -> line.contains("\"tencent\""))).hasSize(12);
    assertThat(printed(err))
        .isEqualTo(in + ": low fidelity: whole seconds, spread by a seeded model\n");
  }

  @Test
  void badRequests_areRefused_andLeaveNothing() throws IOException {
    Path in = Files.writeString(directory.resolve("m.txt"), "1000 4 264 16 0\n");
    assertThat(run("trace", "import", in.toString(), "--out", "x.parquet"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("--out: expected a name that ends in .csv, .csv.gz or");
    String to = directory.resolve("x.csv").toString();
    assertThat(run("trace", "import", in.toString(), "--out", to))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err)).contains("may be of more than one format");
    assertThat(run("trace", "import", in.toString(), "--format", "mqsin", "--out", to))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("no format 'mqsin'").contains("did you mean 'mqsim'?");
    assertThat(directory).isDirectoryNotContaining(file -> file.toString().contains("x.csv"));
  }

  private int run(String... args) {
    return Workstation.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private static String printed(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
