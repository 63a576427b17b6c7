package org.tcmureclaim.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;

/** Tables of ticks and of commands as traces. */
final class TracesTest extends TracesFixture {
  @Test
  void tablesOfSpreadsheets_areRead_asIfByPlainCommas() throws IOException {
    String commands = COMMANDS + "0,a,W,0,4096,30.5\n10,a,W,0,4096,30\n";
    List<String> written =
        List.of(
            commands.replaceAll("([^,\n]+)", "\"$1\""),
            commands.replace(',', ';').replace('.', ','),
            commands.replace(',', '\t'));
    for (String text : written) {
      assertThat(read(write(text), 0).get(0).ticks().sumHighWaterPages()).isEqualTo(2);
    }
    String ticks = (TICKS + "0,b,8,2\n").replace(',', ';');
    assertThat(read(write(ticks), 0).get(0).ticks().sumHighWaterPages()).isEqualTo(8);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0,a,R,0,2147483648,5|is longer than 1 GiB: 2147483648 bytes",
        "0,a,R,0,4096,2147483647000000|takes longer than an hour: 2147483647 s"
      })
  void commandThatNoInitiatorSends_isABadLine_beforeItNeedsMemory(String line, String problem)
      throws IOException {
    Path file = directory.resolve("t.csv");
    Files.writeString(
        file, "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n" + line + "\n");
    assertThatThrownBy(() -> new Traces(options(0)).read(file.toString()))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith(file + ":2: " + problem);
  }

  @Test
  void commandsWithoutLatency_makeATraceForEachServiceTime() throws IOException {
    Path file = write(COMMANDS + "0.000,7,W,0,65536,\n10.5,7,R,0,4096,\n");
    List<Trace> traces = read(file, 0);
    assertThat(traces).extracting(Trace::serviceTime).containsExactly("fixed:1us", "fixed:20us");
    assertThat(traces.get(0).ticks().sumHighWaterPages()).isEqualTo(16);
    assertThat(traces.get(1).ticks().sumHighWaterPages()).isEqualTo(17);
  }

  @Test
  void recordedLatencies_areUsed_andMissingOnesModelled() throws IOException {
    Path file = write(COMMANDS + "0,a,W,0,4096,30\n10,a,W,0,4096,30\n");
    List<Trace> traces = read(file, 0);
    assertThat(traces).extracting(Trace::serviceTime).containsExactly("recorded");
    assertThat(traces.get(0).ticks().sumHighWaterPages()).isEqualTo(2);
    Path some = write(COMMANDS + "0,a,W,0,4096,30\n10,a,W,0,4096,\n");
    assertThat(read(some, 0))
        .extracting(Trace::serviceTime)
        .containsExactly("recorded, 1 commands fixed:1us");
  }

  @Test
  void discardsUseNoRange_andFlushesNothing() throws IOException {
    Path file = write(COMMANDS + "0,a,D,0,1073741824,50\n1,a,F,0,0,50\n2,a,trim,0,4096,50\n");
    assertThat(read(file, 0).get(0).ticks().sumHighWaterPages()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0,a,1|floor_blocks is missing",
        "0,a,1,2|floor_blocks is above peak_blocks",
        "0,,1,0|dev is empty",
        "x,a,1,0|tick_s: expected a number, got 'x'",
        "0,a,1,0,5|more fields than the header has",
        "0,ok,1,0|a second line for this device in tick 0",
        "999999999999,a,1,0|tick_s is 999999999999; the most is MOST"
      })
  void badTickLine_isNamed_andCountedIfAllowed(String line, String form) throws IOException {
    String problem = form.replace("MOST", String.valueOf(TickTable.MOST_TICKS - 1));
    Path file = write(TICKS + "0,ok,1,0\n" + line + "\n1,ok,4,0\n");
    assertThatThrownBy(() -> read(file, 0)).hasMessageStartingWith(file + ":3: " + problem);
    Trace trace = read(file, 1).get(0);
    assertThat(trace.badLines()).isEqualTo(1);
    assertThat(trace.lines()).isEqualTo(2);
    assertThat(trace.ticks().sumHighWaterPages()).isEqualTo(4);
    assertThat(notices).containsExactly(file + ":3: " + problem + " (left out)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "5,a,W,0,4096|latency_us is missing",
        "5,a,X,0,4096,|op: expected R, W, D (discard) or F (flush), got 'X'",
        "4,a,W,0,4096,|arrival_us goes back; sort the file by it",
        "5,a,W,0,4k,|length_bytes: expected a number, got '4k'"
      })
  void badCommandLine_isNamed_andLeavesNoTrace(String line, String problem) throws IOException {
    Path file = write(COMMANDS + "5,ok,W,0,4096,\n" + line + "\n");
    assertThatThrownBy(() -> read(file, 0)).hasMessageStartingWith(file + ":3: " + problem);
    assertThat(read(file, 1).get(0).ticks().devices()).isEqualTo(1);
  }

  @Test
  void unknownHeader_orNothing_orNoFile_isRefused() throws IOException {
    Path file = write("time;dev\n");
    assertThatThrownBy(() -> read(file, 0))
        .hasMessageStartingWith(file + ":1: no known format: 'time;dev'");
    Path empty = write("");
    assertThatThrownBy(() -> read(empty, 0)).hasMessage(empty + ": is empty");
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> read(none, 0)).hasMessage(none + ": no such file");
    assertThatThrownBy(() -> read(directory, 0)).hasMessageContaining("is a directory");
  }

  @Test
  void builtin_isMadeFromItsSeed() {
    Traces traces = new Traces(options(0));
    assertThat(traces.read("builtin:recurring:5").get(0).ticks().devices()).isEqualTo(256);
    assertThatThrownBy(() -> traces.read("builtin:weekly"))
        .hasMessageContaining("known: steady, bursty");
    assertThatThrownBy(() -> traces.read("builtin:mixed:x")).hasMessageContaining("NAME:SEED");
  }
}
