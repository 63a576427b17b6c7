package org.tcmureclaim.replay.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

final class CommandFormatsTest {
  private final ListedCommands sink = new ListedCommands();
  private final List<String> notices = new ArrayList<>();

  @Test
  void blkparse_pairsIssuesWithCompletions() throws IOException {
    assertThat(read("blkparse.txt", "blkparse"))
        .containsExactly(
            "8:0 W 8192 @0 +4000000", // merged before its issue: 16 sectors, not 8
            "8:16 W 32768 @500000 +4500000", // completed in two parts
            "8:0 W 4096 @3000000 +500000", // split, requeued, issued again
            "8:0 D 33554432 @6000000 +1000000",
            "8:16 W 4096 @8000000 -"); // in flight when the trace ends
  }

  @Test
  void blkparse_leavesWhatNeverCompletes_toTheModel() throws IOException {
    StringBuilder text = new StringBuilder("8,0 1 1 1.000000000 9 D W 64 + 8 [dd]\n");
    text.append("8,0 1 2 31.000000000 9 D W 128 + 8 [dd]\n");
    text.append("8,0 1 3 31.000000001 9 D W 192 + 8 [dd]\n");
    text.append("8,0 1 4 31.500000000 9 D W 128 + 16 [dd]\n");
    text.append("8,0 1 5 31.600000000 0 C W 128 + 16 [0]\n");
    text.append("8,0 1 6 31.700000000 0 C W 192 + 8 [0]\n");
    text.append("8,0 1 7 31.800000000 0 C W 64 + 8 [0]\n");
    assertThat(readText(text.toString(), "blkparse", 0))
        .containsExactly(
            "8:0 W 4096 @0 -", // its completion comes 30.8 s later: not believed
            "8:0 W 4096 @30000000000 -", // issued anew without a completion between
            "8:0 W 4096 @30000000001 +699999999",
            "8:0 W 8192 @30500000000 +100000000");
  }

  @Test
  void fioIolog2_countsWaits_andIolog3Timestamps() throws IOException {
    assertThat(read("fio-iolog-2.log", "fio-iolog-2"))
        .containsExactly(
            "/dev/sdb W 65536 @0 -",
            "/dev/sdb W 4096 @1500000 -",
            "/dev/sdb F 0 @1500000 -",
            "/dev/sdb D 1048576 @2000000 -");
    sink.commands().clear();
    assertThat(read("fio-iolog-3.log", "fio-iolog-3"))
        .containsExactly(
            "/dev/sdb W 65536 @0 -", "/dev/sdc W 4096 @15000 -", "/dev/sdb F 0 @30000 -");
  }

  @Test
  void fioLatencyLog_takesTheIssueTime_orGoesBackFromTheCompletion() throws IOException {
    assertThat(read("fio-latency.log", "fio-latency"))
        .containsExactly(
            "fio W 65536 @0 +4500000",
            "fio W 4096 @500000 +4000000",
            "fio D 1048576 @6500000 +2000000");
    sink.commands().clear();
    assertThat(read("fio-latency-plain.log", "fio-latency"))
        .containsExactly("fio W 65536 @0 +5500000", "fio W 4096 @500000 +4000000");
  }

  @Test
  void alibaba_isInMicros_andPutInOrder() throws IOException {
    assertThat(read("alibaba.csv", "alibaba"))
        .containsExactly("12 W 65536 @0 -", "419 W 4096 @50000 -", "419 W 12288 @850000 -");
  }

  @Test
  void tencent_isSpreadWithinItsSeconds_theSameEveryTime() throws IOException {
    List<String> first = List.copyOf(read("tencent.csv", "tencent"));
    assertThat(first).hasSize(3);
    assertThat(first.get(0)).contains(" @0 -");
    assertThat(first).anyMatch(line -> line.startsWith("7 W 65536 @"));
    assertThat(first.get(2)).startsWith("1063 W 8192 @");
    sink.commands().clear();
    assertThat(read("tencent.csv", "tencent")).isEqualTo(first);
    assertThat(CommandFormats.named("tencent").fidelity()).contains("whole seconds");
  }

  @Test
  void msr_countsInUnitsOf100Nanos_andNamesHostAndDisk() throws IOException {
    assertThat(read("msr.csv", "msr"))
        .containsExactly(
            "web.1 W 65536 @0 +1500000",
            "web.0 W 4096 @40000 +400000",
            "web.0 W 512 @990000 +7000");
  }

  @Test
  void systor17_takesABlankType_andABlankResponse() throws IOException {
    assertThat(read("systor17.csv", "systor17"))
        .containsExactly(
            "0 W 131072 @0 +806000", "3 W 8192 @1000 +2000000", "0 W 512 @986882000 -");
  }

  @Test
  void fiu_countsInNanos_andSectors_whateverTheProcessIsCalled() throws IOException {
    String text =
        """
        89966834571 4892 syslogd 904265560 8 W 6 0 531e779be4bb4ad3b3b5d7b9c2d4e1a0
        89967834571 2559 Web Content 43892952 16 R 6 1 531e779be4bb4ad3b3b5d7b9c2d4e1a0
        """;
    assertThat(CommandFormats.of("t", head(text), true).label()).isEqualTo("fiu");
    assertThat(readText(text, "fiu", 0))
        .containsExactly("6:0 W 4096 @0 -", "6:1 W 8192 @1000000 -");
  }

  @Test
  void simulatorsTraces_countInMillis_orNanos() throws IOException {
    assertThat(read("disksim.trace", "disksim"))
        .containsExactly("30 W 2560 @0 -", "20 W 12288 @4638150 -");
    sink.commands().clear();
    assertThat(readText(resource("mqsim.trace"), "mqsim", 0))
        .containsExactly("4 W 8192 @0 -", "3 W 4096 @2500 -");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "blkparse|8,0 1 7 0.001 901 D W x + 16 [dd]|sector: expected a number, got 'x'",
        "blkparse|8,0 1 7|time is missing",
        "fiu|5 1 p 64 8 X 6 0|R or W is missing",
        "fiu|5 1 p 64 8 W 6|minor is missing",
        "fio-iolog-2|/dev/sdb write 0|length is missing",
        "fio-iolog-2|/dev/sdb jump 0 4096|op: expected R, W, D (discard) or F (flush), got 'jump'",
        "fio-iolog-3|5 /dev/sdb wait 5 0|version 3 has no 'wait'",
        "fio-latency|5, 4000000, 0, 0, 0|block size is 0: an averaged log (log_avg_msec) is no use",
        "fio-latency|5, 4000000, 3, 4096|direction is 3; the most is 2",
        "alibaba|419,W,8192,4096|timestamp is missing",
        "tencent|1538323200,128,8,2,1063|IOType is 2; the most is 1",
        "msr|128166372000000500,web,0,Read,8192,4096|ResponseTime is missing",
        "msr|5,web,0,Read,8192,4096,1|Timestamp lies years away from that of the first line",
        "systor17|1456135200.0,0.1,R,0,8192|Size is missing",
        "disksim|13.191135 30 0 5 1 9|more fields than the header has",
        "mqsim|12 30 0 -5 1|sectors: expected a number, got '-5'"
      })
  void badLine_isNamed_andLeavesNothingBehind(String format, String line, String problem)
      throws IOException {
    String good =
        switch (format) {
          case "blkparse" -> "8,0 1 1 0.000000000 901 D W 64 + 8 [dd]";
          case "fio-iolog-2" -> "/dev/sdb write 0 4096";
          case "fio-iolog-3" -> "0 /dev/sdb write 0 4096";
          case "fiu" -> "5 1 p 64 8 W 6 0";
          case "fio-latency" -> "5, 4000000, 0, 4096";
          case "alibaba" -> "419,W,8192,4096,1600000000000100";
          case "tencent" -> "1538323200,128,8,1,1063";
          case "msr" -> "128166372000000500,web,0,Read,8192,4096,4000";
          case "systor17" -> "1456135200.0,0.1,R,0,8192,4096";
          default -> "13 30 0 5 1";
        };
    String text = good + "\n" + line + "\n";
    assertThatThrownBy(() -> readText(text, format, 0))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("t:2: " + problem + ";");
    sink.commands().clear();
    assertThat(readText(text, format, 1)).hasSize(1);
    assertThat(notices).contains("t:2: " + problem + " (left out)");
  }

  @Test
  void commandsFarOutOfOrder_areBadLines() throws IOException {
    String text =
        """
        1,W,0,4096,1600000000000000
        1,W,0,4096,1600000020000000
        1,W,0,4096,1600000005000000
        1,W,0,4096,1599999999000000
        """;
    assertThat(readText(text, "alibaba", 1))
        .containsExactly("1 W 4096 @0 -", "1 W 4096 @5000000000 -", "1 W 4096 @20000000000 -");
    assertThat(notices.get(0))
        .isEqualTo(
            "t:4: time starts again, 6.000 s before a command further up: several recordings in one"
                + " file? Give each as a file of its own, with --together, or sort the file by"
                + " time (left out)");
  }

  @Test
  void ambiguousBeginning_isRefused_withTheCandidates() throws IOException {
    assertThatThrownBy(() -> CommandFormats.of("m.txt", head(resource("mqsim.trace")), true))
        .hasMessage(
            "m.txt: may be of more than one format; say which with --format NAME, one of:"
                + " disksim, mqsim");
    assertThatThrownBy(() -> CommandFormats.of("m.txt", head("7,8,0,1,5\n"), true))
        .hasMessageEndingWith("one of: fio-latency, tencent");
  }

  @Test
  void unknownBeginning_orName_isRefused_withAllFormats() {
    assertThatThrownBy(() -> CommandFormats.of("m.txt", head("hello\u0001\n"), true))
        .hasMessageStartingWith("m.txt:1: no known format: 'hello?'; --format NAME says")
        .hasMessageContaining("commands, blkparse,");
    assertThatThrownBy(() -> CommandFormats.named("blk"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("no format 'blk'; known: commands, blkparse");
    assertThatThrownBy(() -> CommandFormats.named("blkprase"))
        .hasMessageEndingWith("; did you mean 'blkparse'?");
  }

  private List<String> read(String resource, String format) throws IOException {
    String text = resource(resource);
    assertThat(CommandFormats.of(resource, head(text), true).label()).isEqualTo(format);
    return readText(text, format, 0);
  }

  private List<String> readText(String text, String format, long mostBadLines) throws IOException {
    BadLines bad = new BadLines("t", mostBadLines, notices::add);
    CommandFormats.named(format).reader(sink).read(stream(text), bad);
    return sink.commands();
  }

  private static Head head(String text) throws IOException {
    return Head.of(new BufferedInputStream(stream(text)));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CommandFormatsTest.class.getResourceAsStream("/formats/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
