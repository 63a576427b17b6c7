package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.tcmureclaim.recording.csv.CsvCursor;
import org.tcmureclaim.recording.csv.MalformedRowException;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.recording.table.ReasonRow;
import org.tcmureclaim.recording.table.Table;
import org.tcmureclaim.snapshot.HeatLadders;

/** Reads one segment tick by tick, up to the last block that is complete in all of its files. */
final class SegmentReader implements AutoCloseable {
  private static final HostColumn[] HOST = HostColumn.values();
  private static final DeviceColumn[] DEVICE = DeviceColumn.values();

  private final SegmentFiles files;
  private boolean begun;

  SegmentReader(Path folder, int segment, long anchorNanos) throws IOException {
    files = new SegmentFiles(folder, segment, anchorNanos);
  }

  /** Reads the next tick; false where there is none. */
  boolean next(RecordedTick tick) throws IOException {
    while (!begun || !files.of(Table.HOST).hasRow()) {
      begun = files.nextBlocks();
      if (!begun) {
        return false;
      }
    }
    TableFile host = files.of(Table.HOST);
    tick.begin(host.tick(), host.atNanos());
    host(host, tick);
    rows(Table.EVENT, tick);
    rows(Table.DEVICE, tick);
    rows(Table.LADDER, tick);
    rows(Table.DECISION, tick);
    rows(Table.REASON, tick);
    tick.devices().endTick(tick.host(HostColumn.DEVICES_SAMPLED_US));
    return true;
  }

  /** Whether something is missing at its end. */
  boolean isCut() {
    return files.isCut();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private void rows(Table table, RecordedTick tick) {
    TableFile file = files.of(table);
    while (file.hasRowOf(tick.number())) {
      try {
        row(table, file, tick);
        file.cursor().noMore();
      } catch (MalformedRowException e) {
        throw file.malformed(e);
      }
      file.nextRow();
    }
    if (file.hasRow() && file.tick() < tick.number()) {
      throw file.malformed(
          new MalformedRowException(
              "tick " + file.tick() + " has no row in the table of the host"));
    }
  }

  private static void row(Table table, TableFile file, RecordedTick tick)
      throws MalformedRowException {
    switch (table) {
      case EVENT -> tick.add(event(file));
      case DEVICE -> device(file, tick);
      case LADDER -> rung(file, tick);
      case DECISION -> tick.decided(decision(file.cursor()));
      case REASON -> tick.add(reason(file));
      case HOST -> throw new IllegalStateException("the host has one row in a tick");
    }
  }

  private void host(TableFile file, RecordedTick tick) {
    try {
      for (HostColumn column : HOST) {
        tick.hostValues()[column.index()] = file.value(column);
      }
      file.cursor().noMore();
    } catch (MalformedRowException e) {
      throw file.malformed(e);
    }
    file.nextRow();
  }

  private static void device(TableFile file, RecordedTick tick) throws MalformedRowException {
    RecordedDevice device = tick.devices().get(file.cursor().text("dev"));
    for (DeviceColumn column : DEVICE) {
      device.update(column, file.value(column));
    }
    if (device.rungs() < 0 || device.rungs() > HeatLadders.MOST_RUNGS) {
      throw new MalformedRowException("rungs: at most " + HeatLadders.MOST_RUNGS);
    }
  }

  private static void rung(TableFile file, RecordedTick tick) throws MalformedRowException {
    CsvCursor cursor = file.cursor();
    RecordedDevice device = tick.devices().get(cursor.text("dev"));
    long rung = cursor.number("rung");
    if (rung < 0 || rung >= HeatLadders.MOST_RUNGS) {
      throw new MalformedRowException("rung: from 0 to " + (HeatLadders.MOST_RUNGS - 1));
    }
    device.updateRung(
        (int) rung,
        cursor.number("first_block"),
        file.time("last_reached_us"),
        cursor.number("times_reached"));
  }

  private static EventRow event(TableFile file) throws MalformedRowException {
    CsvCursor cursor = file.cursor();
    EventKind kind = kind(cursor.text("kind"));
    String dev = cursor.text("dev");
    long blocks = cursor.number("blocks");
    long at = file.valueOfTime("at_us");
    cursor.next("duration_us");
    return new EventRow(
        kind, dev, blocks, at, cursor.currentMicros("duration_us"), cursor.text("note"));
  }

  private static EventKind kind(String label) throws MalformedRowException {
    try {
      return EventKind.valueOf(label.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MalformedRowException("kind: no such event '" + label + "'");
    }
  }

  private static DecisionRow decision(CsvCursor cursor) throws MalformedRowException {
    return new DecisionRow(
        cursor.number("plan"),
        cursor.text("urgency"),
        cursor.text("trigger"),
        cursor.number("demand_blocks"),
        cursor.number("planned_blocks"),
        cursor.number("cuts"));
  }

  private static ReasonRow reason(TableFile file) throws MalformedRowException {
    CsvCursor cursor = file.cursor();
    return new ReasonRow(
        cursor.text("dev"),
        cursor.text("verdict"),
        cursor.text("rule"),
        numberOrUnknown(cursor, "keep_blocks"),
        numberOrUnknown(cursor, "expected_blocks"));
  }

  private static long numberOrUnknown(CsvCursor cursor, String column)
      throws MalformedRowException {
    return cursor.next(column) ? cursor.current(column) : Column.UNKNOWN;
  }
}
