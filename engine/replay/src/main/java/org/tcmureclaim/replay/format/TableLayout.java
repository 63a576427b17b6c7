package org.tcmureclaim.replay.format;

import java.util.List;
import java.util.Locale;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.ColumnMap;
import org.tcmureclaim.replay.text.TraceException;

/** Where the columns are in one table, counted from 0, and what turns them into ns and bytes. */
final class TableLayout {
  /** In place of a column that there is not. */
  static final int NONE = -1;

  final int time;
  final int timeDecimals;
  final int[] dev;
  final int op;
  final int action;
  final int offset;
  final long offsetBytes;
  final int size;
  final long sizeBytes;
  final int latency;
  final int latencyDecimals;
  final int complete;
  final int completeDecimals;

  /** Whether the first line has names, and no command. */
  final boolean hasHeader;

  private final ColumnMap map;
  private final List<String> titles;

  /**
   * Finds the columns.
   *
   * @param titles the cells of the first line
   * @throws TraceException if one is given by a name that is not among them
   */
  TableLayout(ColumnMap map, List<String> titles) {
    this.map = map;
    this.titles = titles;
    this.time = cell("time");
    this.timeDecimals = decimals("time");
    this.dev =
        map
            .column("dev")
            .map(column -> TableColumns.parts(column.column()))
            .orElse(List.of())
            .stream()
            .mapToInt(part -> cell("dev", part))
            .toArray();
    this.op = cell("op");
    this.action = cell("action");
    this.offset = cell("offset");
    this.offsetBytes = unitBytes("offset");
    this.size = cell("size");
    this.sizeBytes = unitBytes("size");
    this.latency = cell("latency");
    this.latencyDecimals = decimals("latency");
    this.complete = cell("complete");
    this.completeDecimals = decimals("complete");
    boolean isTime = time < titles.size() && titles.get(time).matches("[0-9]+([.,][0-9]*)?");
    this.hasHeader = !isTime || map.columns().stream().anyMatch(TableLayout::isByName);
  }

  private static boolean isByName(ColumnMap.Column column) {
    return TableColumns.parts(column.column()).stream().anyMatch(part -> !isNumber(part));
  }

  private static boolean isNumber(String column) {
    return column.matches("[0-9]{1,5}");
  }

  private int cell(String name) {
    return map.column(name).map(column -> cell(name, column.column())).orElse(NONE);
  }

  private int cell(String name, String column) {
    if (isNumber(column)) {
      return Math.max(0, Integer.parseInt(column) - 1);
    }
    for (int cell = 0; cell < titles.size(); cell++) {
      if (titles.get(cell).toLowerCase(Locale.ROOT).equals(column.toLowerCase(Locale.ROOT))) {
        return cell;
      }
    }
    throw new TraceException(
        "--columns: "
            + name
            + ": the first line has no column '"
            + PrintableText.quoted(column)
            + "'; it has "
            + PrintableText.quoted(String.join(", ", titles)));
  }

  private int decimals(String name) {
    return map.column(name).map(column -> TableColumns.decimals(column.unit())).orElse(0);
  }

  private long unitBytes(String name) {
    return map.column(name).map(column -> TableColumns.bytes(column.unit())).orElse(1L);
  }
}
