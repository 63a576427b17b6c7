package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.host.files.RegularFile;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.block.BlockWriter;
import org.tcmureclaim.recording.csv.CsvRows;
import org.tcmureclaim.recording.table.Table;

/** The files of one segment while they are written: one for each table. */
final class Segment {
  private final Path folder;
  private final int number;
  private final BlockPacking packing;
  private final Map<Table, BlockWriter> files = new EnumMap<>(Table.class);
  private final Map<Table, Long> rows = new EnumMap<>(Table.class);

  /** Creates the files: all of them or none. */
  Segment(Path folder, int number, BlockPacking packing) throws IOException {
    this.folder = folder;
    this.number = number;
    this.packing = packing;
    try {
      for (Table table : Table.values()) {
        files.put(table, new BlockWriter(path(table), packing));
        rows.put(table, 0L);
      }
    } catch (IOException e) {
      abandon();
      throw e;
    }
  }

  private Path path(Table table) {
    return folder.resolve(table.fileName(number, packing.suffix()));
  }

  /**
   * Writes a block to each file, that of the host last, and empties the rows.
   *
   * @throws IOException also where the files were removed: what is written then has no reader
   */
  void write(Map<Table, CsvRows> blocks) throws IOException {
    for (Table table : files.keySet()) {
      if (!RegularFile.is(path(table))) {
        throw new NoSuchFileException(path(table).toString());
      }
    }
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

  /**
   * Gives the files up after an error. Where no block is in all of them, nothing can be read of
   * them, and they are deleted.
   */
  void abandon() {
    boolean readable = files.size() == Table.values().length;
    for (BlockWriter writer : files.values()) {
      readable &= writer.writtenBytes() > 0;
    }
    for (Map.Entry<Table, BlockWriter> file : files.entrySet()) {
      try {
        file.getValue().close();
        if (!readable) {
          Files.deleteIfExists(path(file.getKey()));
        }
      } catch (IOException e) {
        // The error that was seen first is the one that counts.
      }
    }
  }

  /** Closes all files; what they are. */
  List<ClosedFile> close() throws IOException {
    List<ClosedFile> closed = new ArrayList<>();
    for (Map.Entry<Table, BlockWriter> file : files.entrySet()) {
      closed.add(close(file.getKey(), file.getValue()));
    }
    return closed;
  }

  private ClosedFile close(Table table, BlockWriter writer) throws IOException {
    try (writer) {
      return new ClosedFile(
          table.fileName(number, packing.suffix()),
          rows.getOrDefault(table, 0L),
          writer.writtenBytes(),
          writer.sha256Hex());
    }
  }
}
