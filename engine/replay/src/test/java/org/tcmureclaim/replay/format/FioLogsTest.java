package org.tcmureclaim.replay.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** Times that fio's logs have, and those that they only seem to have. */
final class FioLogsTest {
  private final ListedCommands sink = new ListedCommands();

  @Test
  void issueTimeOfZero_isNone() throws IOException {
    FileContents contents =
        read("fio-latency", "10, 900000, 1, 4096, 0, 0, 0\n20, 900000, 1, 4096, 0, 0, 0\n");
    assertThat(sink.commands())
        .containsExactly("fio W 4096 @0 +900000", "fio W 4096 @10000000 +900000");
    assertThat(contents.sentences()).anyMatch(text -> text.startsWith("no issue time: "));
  }

  @Test
  void issueTimeWithoutOffset_isNotUsed_andTold() throws IOException {
    FileContents contents =
        read("fio-latency", "0, 900000, 1, 4096, 0, 1234\n10, 900000, 1, 4096, 0, 10001234\n");
    assertThat(sink.commands()).element(1).isEqualTo("fio W 4096 @10000000 +900000");
    assertThat(contents.sentences()).anyMatch(text -> text.startsWith("lines of six columns"));
    assertThat(read("fio-latency", "0, 900000, 1, 4096, 81920, 0x4001\n").sentences())
        .noneMatch(text -> text.startsWith("lines of six columns"));
  }

  @Test
  void timesOfACalendar_areKept_withIssueTimesSinceTheStart() throws IOException {
    OriginSink origin = new OriginSink();
    String text =
        """
        1600000000010, 4000000, 1, 4096, 0, 0, 6000000
        1600000000020, 4000000, 1, 4096, 0, 0, 15900000
        """;
    CommandFormats.named("fio-latency").reader(origin).read(stream(text), BadLines.none("t"));
    assertThat(origin.originNanos).isEqualTo(1_600_000_000_006_000_000L);
    assertThat(origin.lastNanos).isEqualTo(9_900_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fio-latency|0, 9, 0, 4096;2000, 9, 0, 4096;1, 9, 0, 4096|3: time starts again, at 0.001000 s after 2.000000 s",
        "fio-iolog-3|0 a write 0 4096;900 a write 0 4096;5 a write 0 4096|3: time starts again, at 0.000005 s after 0.000900 s",
      })
  void timeThatStartsAgain_isToldAsThat(String format, String lines, String problem) {
    assertThatThrownBy(() -> read(format, lines.replace(';', '\n')))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("t:" + problem);
  }

  /** Threads of fio write their lines a little out of order, also in the first of them. */
  @Test
  void lineThatIsALittleLate_isPutInOrder() throws IOException {
    read("fio-latency", "5000, 9, 0, 4096\n5009, 9, 0, 4096\n5000, 9, 0, 512\n");
    assertThat(sink.commands())
        .containsExactly("fio W 4096 @0 +9", "fio W 512 @0 +9", "fio W 4096 @9000000 +9");
  }

  @Test
  void iologWithoutWaits_saysSo() throws IOException {
    FileContents contents =
        read("fio-iolog-2", "fio version 2 iolog\na add\na open\na write 0 512\na write 0 512\n");
    assertThat(contents.sentences())
        .contains("passed over: 2 lines that add, open or close a file")
        .anyMatch(text -> text.startsWith("no 'wait' lines"));
    assertThat(read("fio-iolog-2", "a write 0 512\na wait 5\na write 0 512\n").sentences())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "run_bw.1.log, bandwidth",
    "/tmp/a b/run_iops.log, operations per second",
    "run_slat.12.log.gz, submission",
    "run_clat_hist.1.log, histograms"
  })
  void otherLogs_areKnownByTheirNames(String name, String problem) {
    assertThat(FioLogNames.problem(name)).contains(problem).contains("give the _clat or the _lat");
    assertThat(FioLogNames.problem("run_clat.1.log")).isEmpty();
    assertThat(FioLogNames.problem("run_lat.log")).isEmpty();
    assertThat(FioLogNames.problem("my_bw_test.csv")).isEmpty();
  }

  private FileContents read(String format, String text) throws IOException {
    sink.commands().clear();
    return CommandFormats.named(format).reader(sink).read(stream(text), BadLines.none("t"));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class OriginSink implements CommandSink {
    private long originNanos;
    private long lastNanos;

    @Override
    public void startsAt(long nanos) {
      originNanos = nanos;
    }

    @Override
    public int device(String name) {
      return 0;
    }

    @Override
    public void command(int device, Operation operation, long bytes, long nanos, long latency) {
      lastNanos = nanos;
    }
  }
}
