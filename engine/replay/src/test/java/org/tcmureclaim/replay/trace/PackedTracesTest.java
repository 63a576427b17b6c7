package org.tcmureclaim.replay.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;

/** Traces in packed files and archives, whole, damaged, and of kinds that cannot be read. */
final class PackedTracesTest extends TracesFixture {
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
}
