package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Path;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.block.BlockReader;
import org.tcmureclaim.recording.csv.CsvCursor;
import org.tcmureclaim.recording.csv.MalformedRowException;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.Table;

/** One file of a segment while it is read: block by block, and in a block row by row. */
final class TableFile implements AutoCloseable {
  private final Path file;
  private final Table table;
  private final BlockReader blocks;
  private final CsvCursor cursor = new CsvCursor();
  private final long anchorNanos;
  private boolean begun;
  private boolean hasRow;
  private long tick;
  private long atNanos;

  TableFile(PackedTable packed, Table table, long anchorNanos) throws IOException {
    this.file = packed.file();
    this.table = table;
    this.anchorNanos = anchorNanos;
    this.blocks = packed.open();
  }

  /** Goes on to the next block and its first row; false where no complete one is left. */
  boolean nextBlock() throws IOException {
    if (!blocks.next()) {
      return false;
    }
    cursor.begin(blocks.content(), blocks.length());
    if (!begun) {
      begun = true;
      requireHeader();
    }
    nextRow();
    return true;
  }

  boolean isCut() {
    return blocks.isCut();
  }

  /** Whether the cursor stands on a row, behind its tick and time. */
  boolean hasRow() {
    return hasRow;
  }

  /** Whether the cursor stands on a row of this tick. */
  boolean hasRowOf(long wantedTick) {
    return hasRow && tick == wantedTick;
  }

  long tick() {
    return tick;
  }

  long atNanos() {
    return atNanos;
  }

  CsvCursor cursor() {
    return cursor;
  }

  /** Goes on to the next row of the block. */
  void nextRow() {
    hasRow = cursor.nextRow();
    if (hasRow) {
      try {
        tick = cursor.number("tick");
        atNanos = time("t_us");
      } catch (MalformedRowException e) {
        throw malformed(e);
      }
    }
  }

  /** The next field, a time, on the host's clock. */
  long time(String column) throws MalformedRowException {
    if (!cursor.next(column)) {
      throw new MalformedRowException(column + " is empty");
    }
    return anchorNanos + cursor.currentMicros(column);
  }

  /** The next field, a time, or {@link Column#UNKNOWN} where it is empty. */
  long valueOfTime(String column) throws MalformedRowException {
    return cursor.next(column) ? anchorNanos + cursor.currentMicros(column) : Column.UNKNOWN;
  }

  /** The next field by the rules of its column. */
  long value(Column column) throws MalformedRowException {
    if (!cursor.next(column.label())) {
      return Column.UNKNOWN;
    }
    return column.isTime()
        ? anchorNanos + cursor.currentMicros(column.label())
        : cursor.current(column.label());
  }

  RecordingException malformed(MalformedRowException e) {
    return new RecordingException(file + ":" + cursor.line() + ": " + e.problem(), e);
  }

  private void requireHeader() {
    if (!cursor.nextRow() || !cursor.row().equals(table.header())) {
      throw new RecordingException(file + ":1: expected the header '" + table.header() + "'");
    }
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
