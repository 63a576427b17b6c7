package org.tcmureclaim.replay.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** Any table, by a map of its columns. */
final class TableLinesTest {
  private static final String MAP = "time=1:ms,dev=3,op=4,offset=5:sectors,size=6:sectors";

  private final ListedCommands sink = new ListedCommands();
  private final List<String> notices = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "10.5,x,a,W,64,8/11.5,x,b,R,64,16%",
        "10.5;x;a;write;64;8/11.5;x;b;read;64;16%",
        "\"10.5\" , \"x,;\" ,a,0,64,8/11.5,x,b,1,64,16%comma",
        "10.5   x  a WS 64 8/ 11.5 x b RA 64 16%",
        "10.5|x|a||64|8/11.5|x|b||64|16%",
        "10.5~x~a~W~64~8~more/11.5~x~b~W~64~16%~",
        "t,x,dev,op,o,s/10.5,x,a,W,64,8/t,x,dev,op,o,s/# 5/11.5,x,b,W,64,16%",
      })
  void tables_ofAnySeparator_areReadByNumber(String lines, String separator) throws IOException {
    read(MAP, separator == null ? "" : separator, lines.replace('/', '\n') + "\n");
    assertThat(sink.commands()).containsExactly("a W 4096 @0 -", "b W 8192 @1000000 -");
  }

  @Test
  void decimalCommas_areRead_whereTheyCannotSeparate() throws IOException {
    String text = "Zeit;LUN;Größe;Dauer\n0,5;a;4;1,5\n\"1,5\";b;2,5;2\n";
    read("time=Zeit:s,dev=LUN,size=größe:kib,latency=Dauer:ms", "", text);
    assertThat(sink.commands())
        .containsExactly("a W 4096 @0 +1500000", "b W 2560 @1000000000 +2000000");
    sink.commands().clear();
    read("time=1:s,size=2:sectors", "", "\"0,5\",\"8\"\n\"0,75\",\"8\"\n");
    assertThat(sink.commands()).containsExactly("0 W 4096 @0 -", "0 W 4096 @250000000 -");
  }

  @Test
  void columns_byName_withLatencyOrCompletion() throws IOException {
    String text = "When,LUN,Bytes,Took,Done\n1.5,a,4096,250,1.75\n2.5,a,512,-,\n";
    read("time=when,dev=lun,size=bytes,latency=took:ms", "", text);
    assertThat(sink.commands()).containsExactly("a W 4096 @0 +250000000", "a W 512 @1000000000 -");
    sink.commands().clear();
    read("time=when,dev=2,size=bytes,complete=Done", "", text);
    assertThat(sink.commands()).element(0).isEqualTo("a W 4096 @0 +250000000");
  }

  @Test
  void events_asBlkparseIsToldToPrintThem_arePaired() throws IOException {
    FileContents contents =
        read(
            "dev=1+2,time=3,action=4,op=5,offset=6:sectors,size=7:sectors",
            "",
            """
            8 0 0.000004000 D W 2048 128
            8 0 0.000005000 I R 8192 256
            8 0 0.004100000 C W 2048 128
            8 0 0.005000000 D FN 0 0
            8 0 0.010002000 D DS 8192 256
            8 0 0.021000000 C DS 8192 256
            """);
    assertThat(sink.commands())
        .containsExactly("8:0 W 65536 @0 +4096000", "8:0 D 131072 @9998000 +10998000");
    assertThat(contents.sentences())
        .containsExactly(
            "events: 3 D, 2 C",
            "passed over: 1 events without data (flushes), 1 events that neither begin nor end a"
                + " command");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10,x,a,W,64|size is column 6, and the line has 5",
        "10,x,a,W,64,99999999999999|size is 99999999999999, which is too large",
        "10,x,a,jump,64,8|op: expected R, W, D (discard) or F (flush), got 'jump'",
        "x,x,a,W,64,8|time: expected a number, got 'x'",
        "99999999999999,x,a,W,64,8|time is too large",
        "10,x,,W,64,8|dev is empty"
      })
  void badLine_isNamed(String line, String problem) throws IOException {
    String text = "1,x,a,W,64,8\n" + line + "\n";
    assertThatThrownBy(() -> read(MAP, "", text)).hasMessage("t:2: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time=1|size is missing",
        "size=1|time is missing",
        "time=1,size=2,action=3|events (action) need offset, which pairs them",
        "time=1,size=2,action=3,offset=4,latency=5|events (action) have no latency and no complete",
        "time=1,size=2,latency=3,complete=4|give latency or complete, not both"
      })
  void mapThatCannotBeUsed_isRefused(String map, String problem) {
    assertThatThrownBy(() -> new TableColumns(map, ""))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--columns: " + problem);
  }

  @Test
  void unknownName_orSeparator_isRefused() {
    assertThatThrownBy(() -> read("time=when,size=2", "", "a,b\n"))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("the first line has no column 'when'; it has a, b");
    assertThatThrownBy(() -> new TableColumns(MAP, "dash"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("--separator: expected comma,");
  }

  private FileContents read(String map, String separator, String text) throws IOException {
    return new TableColumns(map, separator)
        .format()
        .reader(sink)
        .read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            BadLines.unadvised("t", 0, notices::add));
  }
}
