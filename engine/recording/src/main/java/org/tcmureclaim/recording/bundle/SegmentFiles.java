package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tcmureclaim.recording.table.Table;

/** The files of one segment while they are read: all go on to their next blocks together. */
final class SegmentFiles implements AutoCloseable {
  private final Map<Table, TableFile> files = new EnumMap<>(Table.class);
  private boolean ended;
  private boolean cut;

  SegmentFiles(Path folder, int segment, long anchorNanos) throws IOException {
    for (Table table : Table.values()) {
      Optional<PackedTable> packed = PackedTable.find(folder, table, segment);
      if (packed.isEmpty()) {
        ended = true;
        cut = true;
        return;
      }
      files.put(table, new TableFile(packed.get(), table, anchorNanos));
    }
  }

  TableFile of(Table table) {
    return Objects.requireNonNull(files.get(table));
  }

  /**
   * Goes on to the next block in each file; false where not all have one. Some file having one more
   * than others is what a crash leaves.
   */
  boolean nextBlocks() throws IOException {
    int have = 0;
    for (TableFile file : files.values()) {
      if (!ended && file.nextBlock()) {
        have++;
      }
      cut |= file.isCut();
    }
    cut |= have > 0 && have < files.size();
    ended |= have < files.size();
    return !ended;
  }

  /** Whether something is missing at its end. */
  boolean isCut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    for (TableFile file : files.values()) {
      file.close();
    }
  }
}
