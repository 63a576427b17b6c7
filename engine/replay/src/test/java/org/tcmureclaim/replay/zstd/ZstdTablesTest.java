package org.tcmureclaim.replay.zstd;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.block.BlockPackings;
import org.tcmureclaim.recording.block.BlockUnpacker;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.TableText;
import org.tcmureclaim.recording.table.Table;
import org.tcmureclaim.replay.cli.Workstation;
import org.tcmureclaim.replay.trace.SmallRecording;

final class ZstdTablesTest {
  private static final int TICKS_OF_BLOCK = 11;
  private static final int LENGTH_AT = 16;

  @TempDir Path folder;
  private Path recording = Path.of("");
  private final List<String> problems = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    recording =
        SmallRecording.write(folder.resolve("zstd"), BlockPackings.named("zstd").orElseThrow());
  }

  @Test
  void tables_holdWhatThoseInGzipHold_andAreOrdinaryZstd() throws IOException {
    Path inGzip = SmallRecording.write(folder.resolve("gzip"), BlockPackings.GZIP);
    for (Table table : Table.values()) {
      String expected = text(inGzip, table);
      assertThat(text(recording, table)).as(table.label()).isEqualTo(expected);
      try (InputStream in = new ZstdInputStream(Files.newInputStream(file(table)))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
      }
    }
    assertThat(ticks()).isEqualTo(SmallRecording.TICKS);
    assertThat(problems).isEmpty();
    assertThat(Files.readString(recording.resolve("segment-000001.json")))
        .contains("\"name\": \"host-000001.csv.zst\"");
  }

  @Test
  void recordingCutAtAnyByte_isReadToItsLastWholeBlock() throws IOException {
    for (Table table : Table.values()) {
      byte[] whole = Files.readAllBytes(file(table));
      List<Integer> ends = blockEnds(whole);
      assertThat(ends).hasSize(3);
      for (int length = 0; length < whole.length; length++) {
        Files.write(file(table), Arrays.copyOf(whole, length));
        problems.clear();
        int bytes = length;
        long blocks = ends.stream().filter(end -> end <= bytes).count();
        assertThat(ticks()).as("%s to %d bytes", table, length).isEqualTo(TICKS_OF_BLOCK * blocks);
        assertThat(problems).as("%s to %d bytes", table, length).hasSize(1);
      }
      Files.write(file(table), whole);
    }
  }

  @Test
  void changedByte_neverChangesWhatIsRead() throws IOException {
    String all = text(recording, Table.DEVICE);
    byte[] whole = Files.readAllBytes(file(Table.DEVICE));
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file(Table.DEVICE), damaged);
      assertThat(all).as("byte %d", at).startsWith(text(recording, Table.DEVICE));
    }
  }

  @Test
  void copies_arePackedAsWanted_andReadAlike() throws IOException {
    String from = recording.toString();
    String trace = text(recording, Table.DEVICE);
    Path copy = folder.resolve("copy");
    assertThat(run("trace", "cut", from, "--out", copy.toString())).isZero();
    assertThat(copy.resolve("device-000001.csv.gz")).exists();
    assertThat(text(copy, Table.DEVICE)).isEqualTo(trace);
    for (String command : List.of("cut", "sample", "anonymise", "merge")) {
      Path out = folder.resolve(command);
      List<String> line = new ArrayList<>(List.of("trace", command, copy.toString()));
      if (command.equals("merge")) {
        assertThat(run("trace", "anonymise", from, "--out", folder + "/other")).isZero();
        line.add(folder + "/other");
      }
      line.addAll(List.of("--compress", "zstd", "--out", out.toString()));
      assertThat(run(line.toArray(String[]::new))).as(command).isZero();
      assertThat(out.resolve("device-000001.csv.zst")).as(command).exists();
      assertThat(out.resolve("device-000001.csv.gz")).as(command).doesNotExist();
      assertThat(run("trace", "info", out.toString())).as(command).isZero();
    }
    assertThat(run("trace", "cut", from, "--compress", "xz", "--out", folder + "/x"))
        .isEqualTo(ExitCode.USAGE.code());
  }

  /** A frame of 16 bytes that says that it holds 200 MB. */
  @Test
  void lengthThatNoFrameOfThisSizeHas_takesNoMemory() {
    byte[] frame =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0xfd2fb528)
            .put((byte) 0xe0)
            .putLong(200_000_000)
            .put((byte) 1)
            .array();
    try (BlockUnpacker unpacker = new ZstdPacking().unpacker()) {
      assertThat(unpacker.unpack(frame)).isFalse();
      assertThat(unpacker.content()).isEmpty();
    }
  }

  @Test
  void otherTracesAndImports_arePackedAsWanted() throws IOException {
    Path ticks =
        Files.writeString(
            folder.resolve("t.csv"), "tick_s,dev,peak_blocks,floor_blocks\n0,a,8,0\n2,b,9,0\n");
    Path cut = folder.resolve("cut");
    assertThat(run("trace", "cut", ticks.toString(), "--compress=zstd", "--out", cut.toString()))
        .isZero();
    try (InputStream in = new ZstdInputStream(Files.newInputStream(cut))) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(ticks));
    }
    Path commands =
        Files.writeString(
            folder.resolve("c.csv"),
            "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n0,a,W,0,4096,1\n");
    Path bundle = folder.resolve("bundle");
    assertThat(run("trace", "import", commands.toString(), "--compress=zstd", "--out", "" + bundle))
        .isZero();
    assertThat(bundle.resolve("host-000001.csv.zst")).exists();
    assertThat(run("replay", bundle.toString(), "--policy", "lru")).isZero();
  }

  private Path file(Table table) {
    return recording.resolve(table.fileName(1, ".zst"));
  }

  private int ticks() {
    int ticks = 0;
    try (BundleReader reader = BundleReader.open(recording)) {
      while (reader.next()) {
        ticks++;
      }
      problems.addAll(reader.problems());
    }
    return ticks;
  }

  private static String text(Path from, Table table) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (BundleReader reader = BundleReader.open(from)) {
      TableText.write(reader, table, text);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static List<Integer> blockEnds(byte[] file) {
    List<Integer> ends = new ArrayList<>();
    int at = 0;
    while (at < file.length) {
      at += ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at + LENGTH_AT);
      ends.add(at);
    }
    return ends;
  }

  private static int run(String... args) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Workstation.execute(nowhere, nowhere, args);
  }
}
