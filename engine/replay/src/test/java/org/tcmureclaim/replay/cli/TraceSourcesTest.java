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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.manual.ExitCode;

/** What {@code trace info}, {@code trace import} and {@code replay} say about files of others. */
final class TraceSourcesTest {
  private static final String COMMANDS = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n";
  private static final String QUEUE_ONLY = "8,0 0 1 0.000000000 701 Q W 2048 + 128 [fio]\n";
  private static final String STACKED =
      """
      253,2  0  1  0.000000000   701  Q   W 2048 + 8 [fio]
      8,16   0  1  0.000001000   701  A   W 4096 + 8 <- (253,2) 2048
      8,16   0  3  0.000003000   701  D   W 4096 + 8 [fio]
      8,16   0  4  0.001000000     0  C   W 4096 + 8 [0]
      253,2  0  2  0.001001000     0  C   W 2048 + 8 [0]
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trace info F",
        "trace cat F",
        "trace import F --out O.csv",
        "trace import F --out O",
        "replay F --policy lru --no-cache"
      })
  void fileWithoutACommand_isBad_andSaysWhatIsInIt(String command) throws IOException {
    Path file = file("t", QUEUE_ONLY);
    assertThat(run(command)).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(err())
        .contains(file + ": has no command in it; it has 1 Q; only arrivals were recorded");
    assertThat(folder.resolve("O.csv")).doesNotExist();
    assertThat(folder.resolve("O")).doesNotExist();
    file("t", COMMANDS);
    assertThat(run(command)).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(err()).contains(file + ": has no command in it");
  }

  @Test
  void idleTableOfTicks_isAFact() throws IOException {
    file("t", "tick_s,dev,peak_blocks,floor_blocks\n0,a,0,0\n1,a,0,0\n");
    assertThat(run("trace info F")).isEqualTo(ExitCode.FINE.code());
  }

  @Test
  void eventsAndWhatWasPassedOver_areTold_byAllThatRead() throws IOException {
    Path file = file("t", "Input file a.blktrace.0 added\n" + STACKED);
    assertThat(run("trace info F")).isEqualTo(ExitCode.FINE.code());
    assertThat(out())
        .contains("note:                 events: 1 Q, 1 A, 1 D, 2 C\n")
        .contains("note:                 passed over: 1 'Input file … added' lines\n");
    for (String command : new String[] {"replay F --policy lru", "trace import F --out O.csv"}) {
      assertThat(run(command)).isEqualTo(ExitCode.FINE.code());
      assertThat(err()).contains(file + ": events: 1 Q, 1 A, 1 D, 2 C\n");
    }
  }

  @Test
  void deviceThatIsNamed_isTakenInPlaceOfTheOneBelow() throws IOException {
    file("t", STACKED);
    assertThat(run("trace cat F")).isEqualTo(ExitCode.FINE.code());
    assertThat(out()).endsWith("0,8:16,1,0\n").doesNotContain("253:2");
    assertThat(run("trace cat F --devices 253:*")).isEqualTo(ExitCode.FINE.code());
    assertThat(out()).endsWith("0,253:2,1,0\n").doesNotContain("8:16");
    assertThat(err()).contains("passed over: 1 commands of devices that --devices does not name");
    assertThat(run("trace info F --devices 9:9")).isEqualTo(ExitCode.BAD_DATA.code());
  }

  @Test
  void adviceOfInfo_canBeFollowed() throws IOException {
    file("t", COMMANDS + "x,a,W,0,4096,1\n5,a,W,0,4096,1\n");
    assertThat(run("trace info F")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(err()).contains("--max-errors N");
    assertThat(run("trace info F --max-errors 1 --format commands")).isZero();
    assertThat(out()).contains("2: arrival_us: expected a number, got 'x' (left out)");
  }

  @Test
  void sourceWithoutTimes_isMarkedInEveryResult() throws IOException {
    file("t", "fio version 2 iolog\n" + "/dev/sdb write 0 65536\n".repeat(40));
    String mark = "fio-iolog-2, no times: one burst";
    assertThat(run("trace info F")).isZero();
    assertThat(out()).contains(mark);
    assertThat(run("replay F --policy lru")).isZero();
    assertThat(out()).contains(mark);
    assertThat(run("replay F --policy lru --json")).isZero();
    assertThat(out()).contains(mark);
    assertThat(run("trace import F --out O --service-time fixed:5ms")).isZero();
    assertThat(out()).contains(mark);
    assertThat(Files.readString(folder.resolve("O/manifest.json"))).contains(mark);
    assertThat(run("trace import F --out O.csv")).isZero();
    assertThat(out()).contains(mark);
  }

  @Test
  void arrivalsAlone_areTaken_whereAServiceTimeIsAsked_andEveryResultSaysSo() throws IOException {
    Path file = file("t", QUEUE_ONLY + QUEUE_ONLY.replace("0.0", "3.0"));
    String mark = "blkparse, Q as arrival with an assumed service time";
    assertThat(run("replay F --policy lru")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(err()).contains("given --service-time, replay, diff and trace import take Q as");
    assertThat(run("replay F --policy lru --service-time fixed:2s")).as(err()).isZero();
    assertThat(out()).contains(mark).contains("fixed:2s");
    assertThat(err())
        .contains(file + ": 8:0: 2 Q events and no D or C: its commands arrive with Q");
    assertThat(run("trace import F --out O.csv --service-time fixed:2s")).isZero();
    assertThat(out()).contains("2 commands of 1 devices from " + mark, "2 without a completion");
    String test = "tests:\n  - {name: a, trace: t, policy: lru, budget: 50%, ";
    String asserts = "assert: [{truncations_at_most: 9}]}\n";
    file("Otest.yaml", test + "service_time: fixed:2s, " + asserts);
    assertThat(run("test Otest.yaml")).as(err()).isZero();
    file("Otest.yaml", test + asserts);
    assertThat(run("test Otest.yaml")).isEqualTo(ExitCode.BAD_DATA.code());
  }

  @Test
  void logOfBandwidth_isRefused() throws IOException {
    Path file = file("x_bw.1.log", "0, 900000, 1, 65536, 0\n10, 900000, 1, 65536, 0\n");
    assertThat(run("trace info O".replace("O", file.toString())))
        .isEqualTo(ExitCode.BAD_DATA.code());
    String problem = "by its name (_bw) a log of bandwidth, whose numbers are KiB/s";
    assertThat(err()).contains(problem);
    file("t", "0, 900000, 1, 65536, 0\n10, 900000, 1, 65536, 0\n");
    assertThat(run("trace info --together F O".replace("O", file.toString())))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(err()).contains(file + ": " + problem);
  }

  @Test
  void anyTable_isRead_byItsColumns() throws IOException {
    file("t", "when;which;how much\n1.5;a;4096\n2.5;b;8192\n");
    assertThat(run("trace cat F")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(run("trace cat F --columns time=when,dev=which,size=3")).isZero();
    assertThat(out()).endsWith("0,a,1,0\n1,b,2,0\n");
    assertThat(run("replay F --policy lru --columns time=when,dev=which,size=3 --separator ;"))
        .isZero();
    assertThat(out()).contains("(columns; ");
    assertThat(run("trace info F --separator ;")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("trace info F --columns time=1,size=3 --format msr"))
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void filesOfOneRun_areReadTogether() throws IOException {
    Path one = file("t", "1000, 900000, 1, 4096\n3000, 900000, 1, 4096\n");
    Path two = file("x_clat.2.log", "2000, 900000, 0, 8192\n2500, 900000, 0, 8192\n");
    assertThat(run("trace info --together F O".replace("O", two.toString()))).isZero();
    assertThat(out())
        .contains(
            "devices:              2\n", "note:                 2 files, merged by their times");
    assertThat(run("replay --together F O --policy lru".replace("O", two.toString()))).isZero();
    assertThat(out()).contains(one + " and 1 more (fio-latency; ");
    assertThat(run("diff --together F O --policy lru,stock".replace("O", two.toString())))
        .as(err())
        .isZero();
    assertThat(out()).contains(one + " and 1 more (").containsOnlyOnce(" at 35%: A is lru");
    file(
        "Otest.yaml",
        """
        tests:
          - name: a
            trace: t, x_clat.2.log
            together: true
            policy: lru
            budget: 50%
            assert:
              - {truncations_at_most: 99}
        """);
    assertThat(run("test Otest.yaml")).as(err() + out()).isZero();
    assertThat(out()).endsWith("1 assertions, 0 failed\n");
    assertThat(err()).contains("t and 1 more: 2 files, merged by their times");
  }

  @Test
  void blankLines_arePassedOver_andWhatElseIsInvisibleIsNot() throws IOException {
    file("t", COMMANDS + "  \n\t \r\n0,a,W,0,4096,1\n");
    assertThat(run("trace info F")).as(err()).isZero();
    file("t", COMMANDS + "0,a,W,0,4096,1\n\0\0\0\n");
    assertThat(run("trace info F")).isEqualTo(ExitCode.BAD_DATA.code());
  }

  @Test
  void filesOfAFolder_areBenchedTogether() throws IOException {
    Path jobs = Files.createDirectories(folder.resolve("jobs"));
    Files.writeString(jobs.resolve("x_clat.1.log"), "0, 9, 1, 4096\n90000, 9, 1, 4096\n");
    Files.writeString(jobs.resolve("x_clat.2.log"), "0, 9, 1, 4096\n90000, 9, 1, 4096\n");
    Files.writeString(jobs.resolve("README"), "Two jobs.\n");
    String bench = "bench --seeds 0 --policy lru --no-cost --traces " + jobs;
    assertThat(run(bench)).as(err()).isZero();
    assertThat(out()).contains("x_clat.1.log", "x_clat.2.log");
    assertThat(run(bench + " --together")).as(err()).isZero();
    assertThat(out()).contains("jobs").doesNotContain("x_clat.1.log", "x_clat.2.log");
    assertThat(err()).contains("README: no trace of commands", "and 1 more (1 of 1)");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Runs a command in which F is the file and O the output. */
  private int run(String command) {
    out.reset();
    err.reset();
    String[] words = command.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] =
          words[i].equals("F")
              ? folder.resolve("t").toString()
              : words[i].startsWith("O") ? folder.resolve(words[i]).toString() : words[i];
    }
    return Workstation.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        words);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
