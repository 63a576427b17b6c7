package org.tcmureclaim.replay.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** What blkparse prints besides issues and completions, and devices that have no issues. */
final class BlkparseTest {
  private static final String WRITE =
      """
        8,0    1        1     0.000000000   700  D   W 2048 + 128 [fio]
        8,0    1        2     0.003000000     0  C   W 2048 + 128 [0]
      """;
  private static final String SUMMARY =
      """
      ^CCPU0 (sda):
       Reads Queued:           1,      128KiB\t Writes Queued:           2,       96KiB
       Read Dispatches:        1,      128KiB\t Write Dispatches:        2,       96KiB
       Reads Requeued:         0\t\t Writes Requeued:         0
       Read depth:             1        \t Write depth:             1
       PC Reads Compl.:        0,        0KiB\t PC Writes Compl.:        0
       IO unplugs:             0        \t Timer unplugs:           0
      fio (701, 702)
       Allocation wait: 0.000000001 at   0.0
      Total (sda):
       Writes Completed:       1,        4KiB

      Throughput (R/W): 51KiB/s / 38KiB/s
      Events (sda): 11 entries
      Skips: 0 forward (0 -   0.0%)
      === sda ===
        CPU  0:                  120 events,        6 KiB data
        Total:                   120 events (dropped 0),        6 KiB data
      """;

  private final ListedCommands sink = new ListedCommands();

  @Test
  void whatSurroundsTheEvents_isPassedOverByWhatItIs() throws IOException {
    String text =
        "Script started on 2026-11-29\n" + "Input file sda.blktrace.0 added\n".repeat(500) + WRITE;
    FileContents contents = read(text + SUMMARY, 0);
    assertThat(sink.commands()).containsExactly("8:0 W 65536 @0 +3000000");
    assertThat(contents.sentences())
        .containsExactly(
            "events: 1 D, 1 C",
            "passed over: 1 lines of script(1), 500 'Input file … added' lines, 17 summary lines");
    assertThat(CommandFormats.of("t", Head.of(stream(text)), true).label()).isEqualTo("blkparse");
  }

  @Test
  void linesBeforeTheFirstEvent_andBetweenRuns_arePassedOver_whateverTheySay() throws IOException {
    String shell = "root@host:~# blktrace -d /dev/sda -o - | blkparse -i -\n";
    String said = "# of last night\n".repeat(20) + "You have 17 dropped events\n" + shell;
    String text = said + WRITE + SUMMARY + shell + WRITE + SUMMARY + shell;
    FileContents contents = read(text, 0);
    assertThat(sink.commands()).hasSize(2);
    assertThat(contents.sentences().get(1))
        .startsWith(
            "passed over: 21 lines before the first event, 1 lines that say that blktrace dropped"
                + " events, 34 summary lines, 2 lines between two runs or behind the last");
    assertThat(CommandFormats.of("t", Head.of(stream(text)), true).label()).isEqualTo("blkparse");
  }

  @Test
  void fileWithoutAnyLineOfAFormat_isToldWhatItHasInstead() {
    assertThatThrownBy(() -> CommandFormats.of("t", Head.of(stream(SUMMARY)), true))
        .hasMessage(
            "t: has no event, only summaries and what blkparse and script(1) print besides");
    assertThatThrownBy(() -> CommandFormats.of("t", Head.of(stream("\n \n")), true))
        .hasMessage("t: has only blank lines");
    assertThatThrownBy(() -> CommandFormats.of("t", Head.of(stream("x".repeat(9000))), true))
        .hasMessage("t: no line ends in its first 8192 bytes, so it is no text that is known");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "...",
        "  8,0    1        3     0.1000",
        "  8,0    1        3     0.100000000   900  D   W 2048",
        "  8,0    1        3     0.100000000   900  D   W 2048 128 [fio]",
        "  8,0    1        3     0.100000000   900  ZZ  W 2048 + 128 [fio]",
        "  8,0    1        3     0.100000000   900  A   W 2048 + 128 from (8,1) 2",
        "  x,0    1        3     0.100000000   900  D   W 2048 + 128 [fio]",
        "Reads, of which there are many"
      })
  void anythingElse_isABadLine_andWhatFollowsIsRead(String line) throws IOException {
    String text = WRITE.replaceFirst("\n", "\n" + line + "\n");
    assertThatThrownBy(() -> read(text, 0))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("t:2: ");
    sink.commands().clear();
    read(text, 1);
    assertThat(sink.commands()).hasSize(1);
  }

  @Test
  void passthroughCommands_andFlushes_withTimesOrWithout_arePassedOver() throws IOException {
    FileContents contents =
        read(
            WRITE
                + """
                  8,0    1        3     0.100000000   900  I   R 512 (85 08 0e 00) [smartctl]
                  8,0    1        4     0.100001000   900  D   R 512 (85 08 0e 00) [smartctl]
                  8,0    1        5     0.101500000     0  C   R (85 08 0e 00) [0]
                  8,0    1        6     0.200000000   900  D   N 0 (00 ..) [multipathd]
                  8,0    1        7     0.200100000     0  C   N (00 ..) [0]
                  8,0    1        8     0.300000000   700  Q FWS [fio]
                  8,0    1        9     0.310000000   700  D  FN (    1000) [fio]
                  8,0    1       10     0.312000000     0  C  FN 0 ( 2000000) [0]
                  8,0    1       11     0.313000000     0  C  FN 0 [0]
                  8,0    1       12     0.320000000   700  D   W 8 + 8 (    1000) [fio]
                  8,0    1       13     0.321000000     0  C   W 8 + 8 ( 1000000) [0]
                  8,0    1       14     0.322000000   700 UT   N [fio] 1
                  8,0    1       15     0.323000000   700  m   N cfq700S / 12 (85 08
                """,
            0);
    assertThat(sink.commands())
        .containsExactly("8:0 W 65536 @0 +3000000", "8:0 W 4096 @320000000 +1000000");
    assertThat(contents.sentences().get(1))
        .isEqualTo(
            "passed over: 4 events without data (flushes), 4 events of passthrough commands");
  }

  @Test
  void secondRun_beginsWhereTheFirstEnds() throws IOException {
    FileContents contents = read(WRITE + SUMMARY + WRITE.replace("8,0 ", "8,16"), 0);
    assertThat(sink.commands())
        .containsExactly("8:0 W 65536 @0 +3000000", "8:16 W 65536 @3000000 +3000000");
    assertThat(contents.sentences())
        .anyMatch(text -> text.startsWith("line 21: time starts again"));
    sink.commands().clear();
    read(WRITE + WRITE, 0);
    assertThat(sink.commands()).hasSize(2);
  }

  @Test
  void runThatEndsInTheMiddleOfACommand_leavesItToTheModel() throws IOException {
    read(WRITE.lines().findFirst().orElseThrow() + "\n" + SUMMARY + WRITE, 0);
    assertThat(sink.commands()).containsExactly("8:0 W 65536 @0 -", "8:0 W 65536 @0 +3000000");
    sink.commands().clear();
    FileContents contents =
        read(
            "8,0 1 1 0.010000000 700 D W 2048 + 128 [fio]\n"
                + SUMMARY
                + "8,0 1 1 0.001000000 0 C W 2048 + 128 [0]\n",
            0);
    assertThat(sink.commands()).as("it is of the first run").containsExactly("8:0 W 65536 @0 -");
    assertThat(contents.sentences().get(1))
        .contains("1 completions of what began before the trace");
  }

  @Test
  void deviceWithoutIssues_hasCommandsFromQueueToCompletion() throws IOException {
    FileContents contents =
        read(
            """
            253,2    0        1     0.000000000   701  Q   W 2048 + 128 [fio]
            253,2    0        2     0.001000000   701  Q   W 2176 + 8 [fio]
            253,2    0        3     0.001000001   701  M   W 2176 + 8 [fio]
            253,2    1        1     0.004100000     0  C   W 2048 + 136 [0]
            253,2    0        4     0.010000000   701  Q   R 8192 + 256 [fio]
            253,2    1        2     0.021000000     0  C   R 8192 + 128 [0]
            253,2    1        3     0.022000000     0  C   R 8320 + 128 [0]
            253,2    0        5     0.030000000   701  Q   W 9 + 8 [fio]
            """,
            0);
    assertThat(sink.commands())
        .containsExactly(
            "253:2 W 69632 @0 +4100000",
            "253:2 W 131072 @10000000 +12000000",
            "253:2 W 4096 @30000000 -");
    assertThat(contents.sentences())
        .contains(
            "253:2: 4 Q and 3 C events and no D: a bio-based device, or issues were not recorded;"
                + " its commands last from Q to C");
  }

  @Test
  void deviceWithIssues_countsNoQueue_evenOneThatCameFirst() throws IOException {
    read("  8,0    1        1     0.000000000   700  Q   W 2048 + 128 [fio]\n" + WRITE, 0);
    assertThat(sink.commands()).containsExactly("8:0 W 65536 @0 +3000000");
  }

  @Test
  void queueAlone_isNoCommand_andSaysWhatWasRecorded() throws IOException {
    FileContents contents = read("  8,0 0 1 0.000000000 701 Q W 2048 + 128 [fio]\n", 0);
    assertThat(sink.commands()).isEmpty();
    assertThat(sink.names()).isEmpty();
    assertThat(contents.insteadOfCommands())
        .startsWith("it has 1 Q; only arrivals were recorded; record with blktrace without -a");
  }

  @Test
  void completionsAlone_areNoCommand_andSayWhatWasRecorded() throws IOException {
    FileContents contents = read(WRITE.lines().skip(1).findFirst().orElseThrow() + "\n", 0);
    assertThat(sink.commands()).isEmpty();
    assertThat(contents.insteadOfCommands())
        .startsWith("it has 1 C;")
        .contains("only completions were recorded, which do not say when a command began");
  }

  @Test
  void requestThatIsPutBack_beginsWithItsNextIssue() throws IOException {
    read(
        """
        8,0    1        1     0.000000000   700  D   W 2048 + 128 [fio]
        8,0    1        2     0.001000000     0  R   W 2048 + 128 [0]
        8,0    1        3     0.002000000   700  D   W 2048 + 128 [fio]
        8,0    1        4     0.003000000     0  C   W 2048 + 128 [0]
        """,
        0);
    assertThat(sink.commands()).containsExactly("8:0 W 65536 @0 +1000000");
  }

  /** Half a minute is what a kernel waits for a command. */
  @Test
  void commandThatIsOpenForTooLong_isLeftToTheModel() throws IOException {
    FileContents contents =
        read(
            """
            8,0    1        1     0.000000000   700  D   W 2048 + 128 [fio]
            8,0    1        2    31.000000000   700  D   W 8 + 8 [fio]
            8,0    1        3    31.001000000     0  C   W 8 + 8 [0]
            8,0    1        4    35.000000000     0  C   W 2048 + 128 [0]
            """,
            0);
    assertThat(sink.commands())
        .containsExactly("8:0 W 65536 @0 -", "8:0 W 4096 @31000000000 +1000000");
    assertThat(contents.sentences())
        .contains("passed over: 1 completions of what began before the trace");
  }

  @Test
  void stackedDevice_isNotCountedBesideTheOneBelow() throws IOException {
    FileContents contents =
        read(
            """
            253,2  0  1  0.000000000   701  Q   W 2048 + 8 [fio]
            8,16   0  1  0.000001000   701  A   W 4096 + 8 <- (253,2) 2048
            8,16   0  2  0.000002000   701  Q   W 4096 + 8 [fio]
            8,16   0  3  0.000003000   701  D   W 4096 + 8 [fio]
            8,16   0  4  0.001000000     0  C   W 4096 + 8 [0]
            253,2  0  2  0.001001000     0  C   W 2048 + 8 [0]
            """,
            0);
    assertThat(sink.commands()).containsExactly("8:16 W 4096 @0 +997000");
    assertThat(contents.sentences())
        .contains(
            "253:2 lies above 8:16: its 1 commands are counted there and left out here; --devices"
                + " 253:2 takes them instead");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"()", "(253,)", "(,2)", "253,2", "(253,2", "(a,b)", "(1,2,3)", "(1234567890,1)"})
  void remapFromNoDevice_isABadLine(String source) {
    assertThatThrownBy(
            () -> read("8,16 0 1 0.000001000 701 A W 4096 + 8 <- " + source + " 2048\n", 0))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("expected '<- (MAJOR,MINOR)', got '" + source + "'");
  }

  private FileContents read(String text, long mostBadLines) throws IOException {
    BadLines bad = new BadLines("t", mostBadLines, unused -> {});
    return CommandFormats.named("blkparse").reader(sink).read(stream(text), bad);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
