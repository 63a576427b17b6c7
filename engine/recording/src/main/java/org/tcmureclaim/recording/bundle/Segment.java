package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.block.BlockWriter;
import org.tcmureclaim.recording.csv.CsvRows;
import org.tcmureclaim.recording.table.Table;

/** The files of one segment while they are written: one for each table. */
final class Segment {
  private final int number;
  private final BlockPacking packing;
  private final Map<Table, BlockWriter> files = new EnumMap<>(Table.class);
  private final Map<Table, Long> rows = new EnumMap<>(Table.class);

  /** Creates the files. */
  Segment(Path folder, int number, BlockPacking packing) throws IOException {
    this.number = number;
    this.packing = packing;
    for (Table table : Table.values()) {
      Path file = folder.resolve(table.fileName(number, packing.suffix()));
      files.put(table, new BlockWriter(file, packing));
      rows.put(table, 0L);
    }
  }

  /** Writes a block to each file, that of the host last, and empties the rows. */
  void write(Map<Table, CsvRows> blocks) throws IOException {
    for (Map.Entry<Table, BlockWriter> file : files.entrySet()) {
      CsvRows block = blocks.getOrDefault(file.getKey(), new CsvRows());
      file.getValue().write(block.bytes(), block.size());
      rows.merge(file.getKey(), block.rows(), Long::sum);
      block.clear();
    }
  }

  int number() {
    return number;
  }

  long writtenBytes() {
    return files.values().stream().mapToLong(BlockWriter::writtenBytes).sum();
  }

  /** Closes all files; what they are, for the manifest. */
  List<ClosedFile> close() throws IOException {
    List<ClosedFile> closed = new ArrayList<>();
    for (Map.Entry<Table, BlockWriter> file : files.entrySet()) {
      BlockWriter writer = file.getValue();
      closed.add(
          new ClosedFile(
              file.getKey().fileName(number, packing.suffix()),
              rows.getOrDefault(file.getKey(), 0L),
              writer.writtenBytes(),
              writer.sha256Hex()));
      writer.close();
    }
    return closed;
  }
}
