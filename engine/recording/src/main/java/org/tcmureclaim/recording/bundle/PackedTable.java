package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.block.BlockPackings;
import org.tcmureclaim.recording.block.BlockReader;
import org.tcmureclaim.recording.table.Table;

/** A file of a table, and how it is packed, as its name says. */
record PackedTable(Path file, BlockPacking packing) {
  /** What files of tables end in; not every class path can read all of them. */
  static final String SUFFIXES = "\\.(gz|zst)";

  private static final String ZSTD = ".zst";

  /**
   * The file of a table in a segment; empty where there is none.
   *
   * @throws RecordingException where it is packed in a way that cannot be read here
   */
  static Optional<PackedTable> find(Path folder, Table table, int segment) {
    for (BlockPacking packing : BlockPackings.all()) {
      Path file = folder.resolve(table.fileName(segment, packing.suffix()));
      if (Files.exists(file)) {
        return Optional.of(new PackedTable(file, packing));
      }
    }
    Path file = folder.resolve(table.fileName(segment, ZSTD));
    if (Files.exists(file)) {
      throw new RecordingException(
          file + ": is in zstd, which only the commands 'trace', 'replay' and 'diff' can read");
    }
    return Optional.empty();
  }

  BlockReader open() throws IOException {
    return new BlockReader(file, packing);
  }
}
