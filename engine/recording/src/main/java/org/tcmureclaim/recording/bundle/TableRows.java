package org.tcmureclaim.recording.bundle;

import java.util.EnumMap;
import java.util.Map;
import org.tcmureclaim.recording.csv.CsvRows;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.recording.table.ReasonRow;
import org.tcmureclaim.recording.table.Table;

/** Rows of all tables on their way into a block. */
final class TableRows {
  private static final HostColumn[] HOST = HostColumn.values();
  private static final DeviceColumn[] DEVICE = DeviceColumn.values();

  private final Map<Table, CsvRows> rows = new EnumMap<>(Table.class);
  private final long anchorNanos;
  private long tick;
  private long nowNanos;

  /**
   * @param anchorNanos the host's clock at {@code t_us} 0
   */
  TableRows(long anchorNanos) {
    this.anchorNanos = anchorNanos;
    for (Table table : Table.values()) {
      rows.put(table, new CsvRows());
    }
  }

  /** By table, to be written and emptied. */
  Map<Table, CsvRows> blocks() {
    return rows;
  }

  long size() {
    long size = 0;
    for (CsvRows table : rows.values()) {
      size += table.size();
    }
    return size;
  }

  void clear() {
    rows.values().forEach(CsvRows::clear);
  }

  /** A file begins: its first line says what its columns are. */
  void headers() {
    rows.forEach((table, lines) -> lines.line(table.header()));
  }

  /** The rows that follow are of this tick. */
  void begin(long number, long atNanos) {
    tick = number;
    nowNanos = atNanos;
  }

  void host(long[] values) {
    CsvRows row = row(Table.HOST);
    for (HostColumn column : HOST) {
      field(row, column, values[column.index()]);
    }
    row.end();
  }

  void device(byte[] name, RecordedDevice device) {
    CsvRows row = row(Table.DEVICE).text(name);
    for (DeviceColumn column : DEVICE) {
      field(row, column, device.value(column));
    }
    row.end();
  }

  void rung(byte[] name, RecordedDevice device, int rung) {
    row(Table.LADDER)
        .text(name)
        .number(rung)
        .number(device.firstBlock(rung))
        .micros(device.lastReachedNanos(rung) - anchorNanos)
        .number(device.timesReached(rung))
        .end();
  }

  void event(EventRow event) {
    CsvRows row =
        row(Table.EVENT).text(event.kind().label()).text(event.dev()).number(event.blocks());
    if (event.atNanos() == Column.UNKNOWN) {
      row.empty();
    } else {
      row.micros(event.atNanos() - anchorNanos);
    }
    row.micros(event.durationNanos()).text(event.note()).end();
  }

  void decision(DecisionRow decision) {
    row(Table.DECISION)
        .number(decision.plan())
        .text(decision.urgency())
        .text(decision.trigger())
        .number(decision.demandBlocks())
        .number(decision.plannedBlocks())
        .number(decision.cuts())
        .end();
  }

  void reason(ReasonRow reason) {
    CsvRows row = row(Table.REASON).text(reason.dev()).text(reason.verdict()).text(reason.rule());
    if (reason.isCut()) {
      row.number(reason.keepBlocks()).number(reason.expectedBlocks());
    } else {
      row.empty().empty();
    }
    row.end();
  }

  private CsvRows row(Table table) {
    CsvRows into = rows.get(table);
    if (into == null) {
      throw new IllegalStateException("no rows for " + table);
    }
    return into.number(tick).micros(nowNanos - anchorNanos);
  }

  private void field(CsvRows row, Column column, long value) {
    if (value == Column.UNKNOWN) {
      row.empty();
    } else if (column.isTime()) {
      row.micros(value - anchorNanos);
    } else {
      row.number(value);
    }
  }
}
