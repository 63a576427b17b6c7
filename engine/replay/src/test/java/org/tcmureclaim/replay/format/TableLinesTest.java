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
        "10.5\t,;|\ta\tW\t64\t8/11.5\t,;|\tb\tR\t64\t16%tab",
        "10.5;x\ty,;a;W;64;8/11.5;x\ty,;b;R;64;16%semicolon",
        "10.5|x,;\t|a|W|64|8/11.5|x,;\t|b|R|64|16%pipe",
        "10.5 x,; a W 64 8/11.5 x,; b R 64 16%blank",
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
    assertThatThrownBy(() -> read("time=1,size=2,complete=3", "", "2.5,512,2.25\n"))
        .hasMessage("t:1: completes before it arrives");
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

  /** Device mapper above a disk: each command is in the table twice, or not at all below. */
  @Test
  void deviceOnAnother_isNotCountedTwice_byItsEvents() throws IOException {
    String map = "time=1:ms,dev=2,action=3,op=4,offset=5:sectors,size=6:sectors";
    String text =
        """
        1,253:0,Q,R,0,8
        2,8:0,D,R,2048,8
        10,8:0,C,R,2048,8
        11,253:0,C,R,0,8
        20,253:0,Q,R,64,8
        30,253:0,C,R,64,8
        """;
    FileContents contents = read(map, "", text);
    assertThat(sink.commands())
        .containsExactly("8:0 W 4096 @0 +8000000", "253:0 W 4096 @18000000 +10000000");
    assertThat(contents.sentences())
        .contains(
            "253:0 seems to lie above 8:0: 1 of its commands are counted there and left out here;"
                + " --devices 253:0 takes them instead");
  }

  /** Without issues on either, nothing says that one lies on the other. */
  @Test
  void twoDevicesWithoutIssues_areTwo() throws IOException {
    String map = "time=1:ms,dev=2,action=3,op=4,offset=5:sectors,size=6:sectors";
    read(map, "", "1,8:16,Q,R,0,8\n2,8:0,Q,R,2048,8\n10,8:0,C,R,2048,8\n11,8:16,C,R,0,8\n");
    assertThat(sink.commands()).hasSize(2);
  }

  @Test
  void remapInATable_isUnderstood() throws IOException {
    FileContents contents =
        read(
            "time=4,dev=1,action=6,op=7,offset=8:sectors,size=10:sectors",
            "blank",
            """
            253,2 0 1 0.000000000 701 Q W 2048 + 8 [fio]
            8,16 0 1 0.000001000 701 A W 4096 + 8 <- (253,2) 2048
            8,16 0 4 0.001000000 0 C W 4096 + 8 [0]
            253,2 0 2 0.001001000 0 C W 2048 + 8 [0]
            """);
    assertThat(contents.sentences()).anyMatch(text -> text.startsWith("253:2 lies above 8:16"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,dm-0,W,9,30 1,sda,W,9,8 1,sdb,W,9,9|dm-0 @0,sdb @1000000",
        "1,sda,W,9,8 0,/dev/mapper/x,W,9,30|sda @0",
        "0,dm-1,W,9,30 1,dm-0,W,9,20 2,sda,W,9,9|dm-1 @0",
        "0,sdb,W,9,30 1,sda,W,9,8|sdb @0,sda @1000000",
        "0,dm-0,W,9,30 1,sda,W,8,8|dm-0 @0,sda @1000000",
        "0,dm-0,W,9,5 1,sda,W,9,8|dm-0 @0,sda @1000000",
      })
  void deviceOnAnother_isNotCountedTwice_byItsName(String rows, String left) throws IOException {
    read("time=1:ms,dev=2,op=3,size=4,latency=5:ms", "comma", rows.replace(' ', '\n') + "\n");
    assertThat(sink.commands().stream().map(c -> c.replaceAll(" . \\d+ | \\+.*", " ").strip()))
        .containsExactly(left.split(","));
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
