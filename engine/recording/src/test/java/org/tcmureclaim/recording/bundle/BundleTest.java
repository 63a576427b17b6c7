package org.tcmureclaim.recording.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.recording.table.Table;

class BundleTest {
  private static final long SEED = 5;
  private static final int TICKS = 8;
  private static final int TICKS_OF_BLOCK = 2;
  private static final int TICKS_OF_SEGMENT = 4;
  private static final int TICKS_OF_90_DAYS = 90 * 144;
  private static final SegmentLimits SMALL =
      new SegmentLimits(
          (TICKS_OF_BLOCK - 1) * MadeRecording.SECOND_NANOS,
          TICKS_OF_SEGMENT * MadeRecording.SECOND_NANOS,
          Long.MAX_VALUE);

  private final List<String> problems = new ArrayList<>();
  @TempDir Path folder;

  @Test
  void recording_readsTheSame_inOneSegmentAndInMany() throws IOException {
    Path one = folder.resolve("one");
    Path many = folder.resolve("many");
    new MadeRecording(SEED).write(one, TICKS, SegmentLimits.single());
    new MadeRecording(SEED).write(many, TICKS, SMALL);
    List<String> ticks = MadeRecording.read(one, problems);
    assertThat(ticks).hasSize(TICKS);
    assertThat(MadeRecording.read(many, problems)).isEqualTo(ticks);
    assertThat(problems).isEmpty();
    assertThat(many.resolve(Table.HOST.fileName(2))).exists();
  }

  @Test
  void segment_isReadable_withoutThoseBeforeIt() throws IOException {
    new MadeRecording(SEED).write(folder, TICKS, SMALL);
    List<String> all = MadeRecording.read(folder, problems);
    for (Table table : Table.values()) {
      Files.delete(folder.resolve(table.fileName(1)));
    }
    assertThat(MadeRecording.read(folder, problems))
        .isEqualTo(all.subList(TICKS_OF_SEGMENT, TICKS));
  }

  @Test
  void recordingCutAtAnyByte_isReadToItsLastWholeBlock() throws IOException {
    new MadeRecording(SEED).write(folder, TICKS_OF_SEGMENT, SMALL);
    List<String> all = MadeRecording.read(folder, problems);
    assertThat(problems).isEmpty();
    for (Path file : files("", ".csv.gz")) {
      byte[] whole = Files.readAllBytes(file);
      List<Integer> ends = blockEnds(whole);
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, java.util.Arrays.copyOf(whole, length));
        int blocks = (int) countUpTo(ends, length);
        problems.clear();
        assertThat(MadeRecording.read(folder, problems))
            .as("%s cut to %d of %d bytes", file.getFileName(), length, whole.length)
            .isEqualTo(all.subList(0, blocks * TICKS_OF_BLOCK));
        assertThat(problems).as("%s cut to %d bytes", file, length).hasSize(1);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void segmentAfterOneThatIsCut_isReadAllTheSame() throws IOException {
    new MadeRecording(SEED).write(folder, TICKS, SMALL);
    List<String> all = MadeRecording.read(folder, problems);
    Path file = folder.resolve(Table.EVENT.fileName(1));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, blockEnds(whole).get(0) + 5));
    List<String> expected = new ArrayList<>(all.subList(0, TICKS_OF_BLOCK));
    expected.addAll(all.subList(TICKS_OF_SEGMENT, TICKS));
    assertThat(MadeRecording.read(folder, problems)).isEqualTo(expected);
    assertThat(problems).singleElement().asString().startsWith("segment 1 is cut off");
  }

  @Test
  void manifestCutAtAnyByte_costsTheWallClockOnly() throws IOException {
    new MadeRecording(SEED).write(folder, TICKS, SMALL);
    Path file = folder.resolve(Manifest.FILE);
    String whole = Files.readString(file).stripTrailing();
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(file, whole.substring(0, length));
      problems.clear();
      assertThat(MadeRecording.read(folder, problems)).as("cut to %d", length).hasSize(TICKS);
      assertThat(problems).singleElement().asString().contains("times are relative");
    }
  }

  @Test
  void changedByte_neverChangesWhatIsRead() throws IOException {
    new MadeRecording(SEED).write(folder, 4, SegmentLimits.single());
    List<String> all = MadeRecording.read(folder, problems);
    Path file = folder.resolve(Table.DEVICE.fileName(1));
    byte[] whole = Files.readAllBytes(file);
    int noticed = 0;
    for (int at = 24; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      problems.clear();
      List<String> read = MadeRecording.read(folder, problems);
      // The last bits of a deflated block mean nothing.
      assertThat(read.equals(all) || !problems.isEmpty()).as("byte %d", at).isTrue();
      assertThat(read).as("byte %d", at).isEqualTo(all.subList(0, read.size()));
      noticed += problems.size();
    }
    assertThat(noticed).isGreaterThan((whole.length - 24) * 9 / 10);
  }

  @Test
  void tables_areOrdinaryGzip_withAHeader() throws IOException {
    new MadeRecording(SEED).write(folder, TICKS, SegmentLimits.single());
    for (Table table : Table.values()) {
      try (InputStream in =
          new GZIPInputStream(Files.newInputStream(folder.resolve(table.fileName(1))))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text.lines().findFirst()).contains(table.header());
      }
    }
  }

  @Test
  void completeSegment_hasRowsBytesAndSums() throws IOException {
    new MadeRecording(SEED).write(folder, TICKS, SegmentLimits.single());
    assertThat(Files.readString(folder.resolve("segment-000001.json")))
        .contains("\"name\": \"host-000001.csv.gz\"", "\"rows\": 8")
        .containsPattern("\"sha256\": \"[0-9a-f]{64}\"");
    assertThat(Files.readString(folder.resolve(Manifest.FILE))).contains("\"state\": \"closed\"");
    try (BundleReader reader = BundleReader.open(folder)) {
      assertThat(reader.manifest()).isEqualTo(MadeRecording.MANIFEST);
    }
  }

  /** As those that version 0.1 wrote, which listed all files: here those of 90 days. */
  @Test
  void manifestThatListsAllFiles_isRead() throws IOException {
    new MadeRecording(SEED).write(folder, TICKS, SMALL);
    Path file = folder.resolve(Manifest.FILE);
    String old =
        "{\"name\": \"host-000001.csv.gz\", \"rows\": 5, \"bytes\": 99, \"sha256\": \"%064x\"}"
            .formatted(1);
    String list = String.join(",\n", Collections.nCopies(TICKS_OF_90_DAYS * 6, old));
    String now = Files.readString(file).stripTrailing();
    Files.writeString(
        file, now.substring(0, now.length() - 2) + ",\n\"files\": [\n" + list + "]\n}\n");
    assertThat(MadeRecording.read(folder, problems)).hasSize(TICKS);
    assertThat(problems).isEmpty();
    try (BundleReader reader = BundleReader.open(folder)) {
      assertThat(reader.manifest()).isEqualTo(MadeRecording.MANIFEST);
    }
  }

  @Test
  void recordingOf90Days_readsBackWhole_andItsManifestDoesNotGrow() throws IOException {
    long tickNanos = 600 * MadeRecording.SECOND_NANOS;
    // Of an hour each, for the sake of the disk; they are more than a mebibyte of names and sums.
    SegmentLimits limits = new SegmentLimits(tickNanos, 6 * tickNanos, Long.MAX_VALUE);
    Path manifest = folder.resolve(Manifest.FILE);
    try (BundleWriter writer = new BundleWriter(folder, MadeRecording.MANIFEST, limits)) {
      long first = Files.size(manifest);
      for (long tick = 1; tick <= TICKS_OF_90_DAYS; tick++) {
        long[] host = new long[HostColumn.values().length];
        writer.begin(tick, MadeRecording.ANCHOR_NANOS + tick * tickNanos, host);
        if (tick == 1) {
          writer.event(new EventRow(EventKind.ATTACH, "user_0/gold-01#1", 0, "gold"));
        }
        boolean unused = writer.end();
      }
      assertThat(Files.size(manifest)).isEqualTo(first);
    }
    assertThat(files("host-", ".csv.gz")).hasSize(TICKS_OF_90_DAYS / 6);
    try (BundleReader reader = BundleReader.open(folder)) {
      long ticks = 0;
      while (reader.next()) {
        ticks++;
        assertThat(reader.tick().number()).isEqualTo(ticks);
      }
      assertThat(ticks).isEqualTo(TICKS_OF_90_DAYS);
      assertThat(reader.problems()).isEmpty();
      assertThat(reader.manifest()).isEqualTo(MadeRecording.MANIFEST);
    }
  }

  /** This class path has no zstd, as that of an agent. */
  @Test
  void tablesInZstd_areRefused_whereTheyCannotBeRead() throws IOException {
    new MadeRecording(SEED).write(folder, TICKS, SegmentLimits.single());
    Path file = folder.resolve(Table.LADDER.fileName(1));
    Files.move(file, folder.resolve("ladder-000001.csv.zst"));
    assertThatThrownBy(() -> MadeRecording.read(folder, problems))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("ladder-000001.csv.zst: is in zstd, which only the commands");
  }

  @Test
  void emptyFolder_isNoRecording() {
    assertThatThrownBy(() -> BundleReader.open(folder))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("no recording; expected manifest.json");
  }

  private List<Path> files(String prefix, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  private static List<Integer> blockEnds(byte[] file) {
    List<Integer> ends = new ArrayList<>();
    int at = 0;
    while (at < file.length) {
      at += ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 20);
      ends.add(at);
    }
    return ends;
  }

  private static long countUpTo(List<Integer> ends, int length) {
    return ends.stream().filter(end -> end <= length).count();
  }
}
