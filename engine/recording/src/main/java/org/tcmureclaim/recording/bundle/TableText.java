package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tcmureclaim.recording.block.BlockReader;
import org.tcmureclaim.recording.table.Table;

/** One table of a recording as text: the header once, and the rows of all segments. */
public final class TableText {
  private TableText() {}

  /** Writes it up to the last complete block of each segment. */
  public static void write(BundleReader from, Table table, OutputStream out) throws IOException {
    out.write((table.header() + "\n").getBytes(StandardCharsets.UTF_8));
    for (int segment : from.segments()) {
      Optional<PackedTable> file = PackedTable.find(from.folder(), table, segment);
      if (file.isPresent()) {
        writeSegment(file.get(), table.header().length() + 1, out);
      }
    }
  }

  private static void writeSegment(PackedTable file, int headerBytes, OutputStream out)
      throws IOException {
    try (BlockReader blocks = file.open()) {
      int skip = headerBytes;
      while (blocks.next()) {
        int from = Math.min(skip, blocks.length());
        out.write(blocks.content(), from, blocks.length() - from);
        skip = 0;
      }
    }
  }
}
