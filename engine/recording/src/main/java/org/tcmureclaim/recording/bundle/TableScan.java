package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.recording.csv.CsvCursor;
import org.tcmureclaim.recording.csv.MalformedRowException;
import org.tcmureclaim.recording.table.Table;

/**
 * Goes through the rows of all tables of a recording as they lie in its files: block by block, in
 * each of them table by table, up to the last block that is complete in all tables of a segment.
 */
public final class TableScan {
  /** Takes the rows. */
  public interface Visitor {
    /**
     * A row.
     *
     * @param sinceAnchorNanos its time since the manifest's anchor
     * @param rest the fields after tick and time
     */
    void row(Table table, long tick, long sinceAnchorNanos, CsvCursor rest)
        throws IOException, MalformedRowException;
  }

  private TableScan() {}

  /**
   * Shows all rows.
   *
   * @return what is missing, in words
   */
  public static List<String> of(BundleReader from, Visitor visitor) throws IOException {
    List<String> problems = new ArrayList<>(from.problems());
    for (int segment : from.segments()) {
      try (SegmentFiles files = new SegmentFiles(from.folder(), segment, 0)) {
        while (files.nextBlocks()) {
          for (Table table : Table.values()) {
            rows(files.of(table), table, visitor);
          }
        }
        if (files.isCut()) {
          problems.add(BundleReader.cutOff(segment));
        }
      }
    }
    return problems;
  }

  private static void rows(TableFile file, Table table, Visitor visitor) throws IOException {
    while (file.hasRow()) {
      try {
        visitor.row(table, file.tick(), file.atNanos(), file.cursor());
        file.cursor().noMore();
      } catch (MalformedRowException e) {
        throw file.malformed(e);
      }
      file.nextRow();
    }
  }
}
