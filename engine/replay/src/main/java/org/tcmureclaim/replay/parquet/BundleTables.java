package org.tcmureclaim.replay.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.TableScan;
import org.tcmureclaim.recording.csv.CsvCursor;
import org.tcmureclaim.recording.csv.MalformedRowException;
import org.tcmureclaim.recording.table.Table;
import org.tcmureclaim.recording.table.TableColumn;

/**
 * The tables of a recording with their columns as they are. Times that may have parts of
 * microseconds become whole nanoseconds, {@code _ns} in place of {@code _us}.
 */
final class BundleTables implements AutoCloseable {
  private static final String MICROS = "_us";
  private static final String NANOS = "_ns";
  private static final int AFTER_TIME = 2;

  private final Map<Table, ParquetFile> files = new EnumMap<>(Table.class);
  private final Map<Table, List<TableColumn>> rest = new EnumMap<>(Table.class);

  BundleTables(Path folder, Manifest manifest) throws IOException {
    for (Table table : Table.values()) {
      List<TableColumn> columns = table.columns();
      rest.put(table, columns.subList(AFTER_TIME, columns.size()));
      files.put(table, new ParquetFile(folder, table.label(), columns(table), notes(manifest)));
    }
  }

  /** Copies all rows; what is missing, in words. */
  List<String> copy(BundleReader from) throws IOException {
    return TableScan.of(from, this::row);
  }

  Map<Path, Long> finish() throws IOException {
    return ParquetExport.rows(files.values());
  }

  @Override
  public void close() throws IOException {
    for (ParquetFile file : files.values()) {
      file.close();
    }
  }

  private void row(Table table, long tick, long sinceAnchorNanos, CsvCursor cursor)
      throws IOException, MalformedRowException {
    ParquetFile file = Objects.requireNonNull(files.get(table));
    ParquetRow row = file.row().number(tick).number(sinceAnchorNanos);
    for (TableColumn column : Objects.requireNonNull(rest.get(table))) {
      field(column, cursor, row);
    }
    file.endRow();
  }

  private static void field(TableColumn column, CsvCursor from, ParquetRow to)
      throws MalformedRowException {
    if (column.kind() == TableColumn.Kind.TEXT) {
      to.text(from.text(column.label()));
    } else if (!from.next(column.label())) {
      to.empty();
    } else if (column.kind() == TableColumn.Kind.MICROS) {
      to.number(from.currentMicros(column.label()));
    } else {
      to.number(from.current(column.label()));
    }
  }

  private static List<ParquetColumn> columns(Table table) {
    return table.columns().stream().map(BundleTables::column).toList();
  }

  private static ParquetColumn column(TableColumn column) {
    String label = column.label();
    return switch (column.kind()) {
      case TEXT -> ParquetColumn.text(label);
      case NUMBER -> ParquetColumn.number(label);
      case MICROS ->
          ParquetColumn.number(label.substring(0, label.length() - MICROS.length()) + NANOS);
    };
  }

  /** What of the manifest is needed to make something of the figures. */
  private static Map<String, String> notes(Manifest manifest) {
    return Map.of(
        "recorder", manifest.recorder(),
        "host_kind", manifest.hostKind(),
        "mode", manifest.mode(),
        "policy", manifest.policy(),
        "wall", manifest.wall(manifest.monotonicNanos()).toString(),
        "tick_nanos", Long.toString(manifest.tickNanos()),
        "memory_bytes", Long.toString(manifest.memoryBytes()),
        "page_bytes", "4096",
        "pages_per_block", Long.toString(manifest.pagesPerBlock()));
  }
}
