package org.tcmureclaim.replay.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.ParquetReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.block.BlockPackings;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.TableText;
import org.tcmureclaim.recording.table.Table;
import org.tcmureclaim.replay.cli.Workstation;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.trace.SmallRecording;

final class ParquetExportTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void recording_hasTheSameRowsInAllTables() throws IOException {
    Path recording = SmallRecording.write(folder.resolve("recording"), BlockPackings.GZIP);
    Path to = folder.resolve("tables");
    Map<Path, Long> rows = new ParquetExport(to).recording(recording, notices::add);
    for (Table table : Table.values()) {
      Path file = to.resolve(table.label() + ".parquet");
      List<String> expected = csv(recording, table);
      assertThat(ParquetRows.csv(file)).as(table.label()).isEqualTo(expected);
      assertThat(rows).containsEntry(file, expected.size() - 1L);
      assertThat(expected).as(table.label()).hasSizeGreaterThan(1);
    }
    assertThat(notices).isEmpty();
    assertThat(
            ParquetReader.readMetadata(to.resolve("host.parquet").toFile())
                .getFileMetaData()
                .getKeyValueMetaData())
        .containsEntry("pages_per_block", "4")
        .containsEntry("wall", "2023-11-14T22:13:20Z");
  }

  @Test
  void recordingThatIsCutOff_isExportedToItsLastWholeBlock() throws IOException {
    Path recording = SmallRecording.write(folder.resolve("recording"), BlockPackings.GZIP);
    Path event = recording.resolve(Table.EVENT.fileName(1));
    byte[] whole = Files.readAllBytes(event);
    Files.write(event, Arrays.copyOf(whole, whole.length - 1));
    Path to = folder.resolve("tables");
    new ParquetExport(to).recording(recording, notices::add);
    assertThat(notices).singleElement().asString().contains("segment 1 is cut off");
    List<String> all = csv(recording, Table.HOST);
    assertThat(ParquetRows.csv(to.resolve("host.parquet")))
        .hasSizeBetween(2, all.size() - 1)
        .isEqualTo(all.subList(0, ParquetRows.csv(to.resolve("host.parquet")).size()));
  }

  @Test
  void commands_areExported_asTheyArrive() throws IOException {
    Path in =
        Files.writeString(
            folder.resolve("c.csv"),
            """
            arrival_us,dev,op,offset_bytes,length_bytes,latency_us
            0,a,W,0,4096,1500
            1.5,b,D,0,8192,
            7,a,F,0,0,2
            """);
    Path to = folder.resolve("tables");
    assertThat(run("trace", "export", in.toString(), "--parquet", to.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(to.resolve("command.parquet") + ": 3 rows\n");
    assertThat(ParquetRows.csv(to.resolve("command.parquet")))
        .containsExactly(
            "arrival_us,dev,op,length_bytes,latency_us",
            "0,a,W,4096,1500",
            "1.500,b,D,8192,",
            "7,a,F,0,2");
  }

  @Test
  void otherTraces_areExportedAsTicks() throws IOException {
    Path in =
        Files.writeString(
            folder.resolve("t.csv"), "tick_s,dev,peak_blocks,floor_blocks\n0,a,8,0\n2,b,9,0\n");
    Path to = folder.resolve("tables");
    assertThat(run("trace", "export", in.toString(), "--parquet", to.toString())).isZero();
    assertThat(ParquetRows.csv(to.resolve("tick.parquet")))
        .containsExactly("tick,dev,peak_pages,floor_pages", "0,a,8,0", "2,b,9,0");
  }

  @Test
  void folderWithSomethingInIt_isRefused_andABadFileLeavesNone() throws IOException {
    Path in =
        Files.writeString(
            folder.resolve("c.csv"),
            "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n0,a,W,0,4096,1\nbad\n");
    assertThatThrownBy(() -> new ParquetExport(folder).recording(folder, notices::add))
        .hasMessageContaining("no recording");
    assertThat(run("trace", "export", in.toString(), "--parquet", folder.toString()))
        .isEqualTo(ExitCode.CANNOT_WRITE.code());
    Path to = folder.resolve("tables");
    assertThat(run("trace", "export", in.toString(), "--parquet", to.toString()))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(to).isEmptyDirectory();
    assertThat(run("trace", "export", in.toString())).isEqualTo(ExitCode.USAGE.code());
  }

  /** Random figures do not shrink, so that each row counts. */
  @Test
  void rowGroups_areBounded() throws IOException {
    int rows = 1_500_000;
    Random random = new Random(7);
    List<ParquetColumn> columns = List.of(ParquetColumn.number("a"), ParquetColumn.number("b"));
    Path file;
    try (ParquetFile table = new ParquetFile(folder, "t", columns, Map.of())) {
      for (int row = 0; row < rows; row++) {
        table.row().number(random.nextLong()).number(random.nextLong());
        table.endRow();
      }
      file = ParquetExport.rows(table).keySet().iterator().next();
    }
    List<BlockMetaData> groups = ParquetReader.readMetadata(file.toFile()).getBlocks();
    assertThat(groups.stream().mapToLong(BlockMetaData::getRowCount).sum()).isEqualTo(rows);
    assertThat(groups).hasSizeGreaterThan(2);
    assertThat(groups).allSatisfy(g -> assertThat(g.getTotalByteSize()).isLessThan(10 * MIB));
  }

  @Test
  void unwritableFolder_isExplained() {
    assertThatThrownBy(
            () ->
                new ParquetExport(Path.of("/proc/none"))
                    .recording(
                        SmallRecording.write(folder.resolve("r"), BlockPackings.GZIP),
                        notices::add))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("/proc/none: cannot be written");
  }

  private static List<String> csv(Path recording, Table table) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (BundleReader reader = BundleReader.open(recording)) {
      TableText.write(reader, table, text);
    }
    return text.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private int run(String... args) {
    return Workstation.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        args);
  }
}
