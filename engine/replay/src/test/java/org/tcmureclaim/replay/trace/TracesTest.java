package org.tcmureclaim.replay.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class TracesTest {
  private static final String TICKS = "tick_s,dev,peak_blocks,floor_blocks\n";
  private static final String COMMANDS = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n";

  @TempDir Path directory;

  private final List<String> notices = new ArrayList<>();

  /** The ways in which a file may be packed. */
  enum Packing {
    PLAIN {
      @Override
      OutputStream over(OutputStream out) {
        return out;
      }
    },
    GZIP {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }
    },
    ZSTD {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new ZstdOutputStream(out);
      }
    },
    XZ {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new XZOutputStream(out, new LZMA2Options(1));
      }
    },
    BZIP2 {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new BZip2CompressorOutputStream(out);
      }
    },
    LZ4 {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new FramedLZ4CompressorOutputStream(out);
      }
    },
    /** As pzstd and the project's own blocks begin. */
    ZSTD_BEHIND_SKIPPABLE_FRAMES {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        byte[] frame = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
        out.write(frame);
        frame[0] = 0x50;
        out.write(frame);
        return new ZstdOutputStream(out);
      }
    },
    GZIP_OF_UTF_16 {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }

      @Override
      byte[] bytes(String text) {
        return ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
      }
    },
    UTF_16_WITHOUT_MARK {
      @Override
      OutputStream over(OutputStream out) {
        return out;
      }

      @Override
      byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
      }
    },
    UTF_16_LITTLE_WITHOUT_MARK {
      @Override
      OutputStream over(OutputStream out) {
        return out;
      }

      @Override
      byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
      }
    },
    MARK_AND_CARRIAGE_RETURNS {
      @Override
      OutputStream over(OutputStream out) {
        return out;
      }

      @Override
      byte[] bytes(String text) {
        return ("\ufeff" + text.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
      }
    },
    TGZ {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }

      @Override
      byte[] bytes(String text) throws IOException {
        return Archives.tar(Map.of("folder/t.csv", text.getBytes(StandardCharsets.UTF_8)));
      }
    },
    OLD_TAR {
      @Override
      OutputStream over(OutputStream out) {
        return out;
      }

      @Override
      byte[] bytes(String text) throws IOException {
        return Archives.oldTar("t.csv", text.getBytes(StandardCharsets.UTF_8));
      }
    },
    ZIP {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry("folder/"));
        zip.putNextEntry(new ZipEntry("folder/t.csv"));
        return zip;
      }
    };

    abstract OutputStream over(OutputStream out) throws IOException;

    byte[] bytes(String text) throws IOException {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] pack(String text) throws IOException {
      var bytes = new ByteArrayOutputStream();
      try (OutputStream out = over(bytes)) {
        out.write(bytes(text));
      }
      return bytes.toByteArray();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ticks_areRead_howeverTheFileIsPacked(Packing packing) throws IOException {
    Path file = directory.resolve("trace");
    Files.write(file, packing.pack(TICKS + "0,b,8,2\n0,a,3,0\n2,b,9,0\n"));
    Trace trace = read(file, 0).get(0);
    TickTable ticks = trace.ticks();
    assertThat(trace.format()).isEqualTo("ticks");
    assertThat(trace.lines()).isEqualTo(3);
    assertThat(ticks.devices()).isEqualTo(2);
    assertThat(ticks.ticks()).isEqualTo(3);
    assertThat(ticks.sumHighWaterPages()).isEqualTo(12);
    assertThat(ticks.peakPages(1)).isEqualTo(8);
  }

  /** As tools that pack on several processors write, and as cat makes of packed files. */
  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"GZIP", "ZSTD", "XZ", "BZIP2", "LZ4", "ZSTD_BEHIND_SKIPPABLE_FRAMES"})
  void severalPackedParts_behindOneAnother_areOneFile(Packing packing) throws IOException {
    Path file = directory.resolve("trace");
    Files.write(file, packing.pack(TICKS + "0,b,8,2\n"));
    Files.write(file, packing.pack("0,a,3,0\n2,b,9,0\n"), StandardOpenOption.APPEND);
    Trace trace = read(file, 0).get(0);
    assertThat(trace.lines()).isEqualTo(3);
    assertThat(trace.ticks().sumHighWaterPages()).isEqualTo(12);
  }

  /** zstd --long writes windows of more than 128 MiB, whatever the file's own size. */
  @Test
  void zstdOfALongWindow_isRead_andOneThatNoMemoryHolds_isNamed() throws IOException {
    Path file = directory.resolve("trace");
    Files.write(file, zstdFrame(28, TICKS + "0,b,8,2\n"));
    assertThat(read(file, 0).get(0).lines()).isEqualTo(1);
    Files.write(file, zstdFrame(32, TICKS + "0,b,8,2\n"));
    assertThatThrownBy(() -> read(file, 0))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith(file + ": packed with a window of more than ")
        .hasMessageEndingWith("unpack it with 'zstd -d --long=31 " + file + "'");
  }

  /** One frame with one raw block (RFC 8878). */
  private static byte[] zstdFrame(int windowLog, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(9 + content.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(0xfd2fb528).put((byte) 0).put((byte) ((windowLog - 10) << 3));
    int block = (content.length << 3) | 1;
    frame.put((byte) block).put((byte) (block >> 8)).put((byte) (block >> 16)).put(content);
    return frame.array();
  }

  @Test
  void documentInAZip_andAFilePackedAgainAndAgain_areNamed() throws IOException {
    Path file = directory.resolve("data");
    var document = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(document)) {
      for (String name : List.of("[Content_Types].xml", "t.csv")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((TICKS + "0,b,8,2\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.write(file, document.toByteArray());
    assertThatThrownBy(() -> read(file, 0))
        .hasMessage(file + ": is a document or a spreadsheet; save it as CSV");
    byte[] packed = (TICKS + "0,b,8,2\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5; i++) {
      var again = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(again)) {
        out.write(packed);
      }
      packed = again.toByteArray();
    }
    Files.write(file, packed);
    assertThatThrownBy(() -> read(file, 0)).hasMessage(file + ": packed more than 4 times");
  }

  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"GZIP", "ZSTD", "XZ", "BZIP2", "LZ4", "ZSTD_BEHIND_SKIPPABLE_FRAMES", "TGZ"})
  void packedFile_thatEndsTooEarly_isRefused(Packing packing) throws IOException {
    Path file = directory.resolve("cut");
    byte[] whole = packing.pack(TICKS + "0,b,8,2\n".repeat(1));
    for (int cut = 3; cut < 12; cut++) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      assertThatThrownBy(() -> read(file, 0))
          .as("%d bytes cut off", cut)
          .isInstanceOf(TraceException.class)
          .hasMessage(file + ": the compressed file ends too early; copy it again");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "377abcaf271c0004|is a 7z archive; unpack it with '7z x F'",
        "526172211a070100|is a rar archive; unpack it with 'unrar x F'",
        "1f9d900000000000|is packed with compress; unpack it with 'gzip -d F'",
        "5041523115041500|is a Parquet file; write it as CSV first",
        "3c21444f43545950452068746d6c3e|is a web page; download the file itself"
      })
  void kindsThatCannotBeRead_areNamed_withWhatToDo(String hexadecimal, String problem)
      throws IOException {
    Path file = directory.resolve("strange");
    Files.write(file, HexFormat.of().parseHex(hexadecimal));
    assertThatThrownBy(() -> read(file, 0))
        .isInstanceOf(TraceException.class)
        .hasMessage(file + ": " + problem.replace("F", file.toString()));
  }

  @Test
  void damagedPackings_areRefused_whateverIsInThem() throws IOException {
    Path file = directory.resolve("damaged");
    for (Packing packing : Packing.values()) {
      byte[] whole = packing.pack(TICKS + "0,b,8,2\n");
      for (int at = 6; at < whole.length; at += 7) {
        byte[] damaged = whole.clone();
        damaged[at] ^= 0x55;
        Files.write(file, damaged);
        try {
          read(file, 0);
        } catch (TraceException e) {
          assertThat(e).hasMessageStartingWith(file.toString());
        }
      }
    }
  }

  @Test
  void archivesThatEndTooEarly_orAreEmpty_areNamed() throws IOException {
    Path file = directory.resolve("data");
    byte[] tar = Archives.tar(Map.of("README", new byte[10], "t.csv", new byte[2000]));
    Files.write(file, Arrays.copyOf(tar, 1700));
    assertThatThrownBy(() -> read(file, 0))
        .hasMessage(file + ": the tar archive ends too early; copy it again");
    Files.write(file, Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 300));
    assertThatThrownBy(() -> read(file, 0))
        .hasMessageStartingWith(file + ": the zip archive is damaged or ends too early; copy it");
    Files.write(file, Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22));
    assertThatThrownBy(() -> read(file, 0)).hasMessageContaining("a zip archive without a file");
  }

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

  @Test
  void onlyFileOfAnArchive_isNamed() throws IOException {
    Path tar = write("");
    Files.write(tar, Archives.tar(Map.of("README", "Two jobs.\n".getBytes(UTF_8))));
    String named = tar + ":README:1: ";
    assertThatThrownBy(() -> read(tar, 0)).hasMessageStartingWith(named + "no known format: 'Two");
    assertThatThrownBy(() -> new TraceImport(options(0)).commands(tar, tar.resolveSibling("o.csv")))
        .hasMessageStartingWith(named + "no known format: 'Two");
    ClosedLoopTraces host =
        new ClosedLoopTraces(
            options(0), HostFiles.of(List.of(tar)), OptionalLong.empty(), HeldThen.NOTHING);
    assertThatThrownBy(() -> host.read("builtin:mixed:7"))
        .hasMessageStartingWith(named + "not a trace of the host;");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "trace", ".csv"), text);
  }

  private List<Trace> read(Path file, long mostBadLines) {
    return new Traces(options(mostBadLines)).read(file.toString());
  }

  private TraceOptions options(long mostBadLines) {
    return new TraceOptions(
        "",
        mostBadLines,
        1_000_000_000L,
        TargetSettings.KERNEL_DEFAULTS,
        List.of("fixed:1us", "fixed:20us"),
        notices::add,
        Progress.SILENT);
  }
}
