package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.pressure.HostColumn.Source;
import org.tcmureclaim.replay.text.MalformedLineException;

/** Which cell of a row is what. */
final class HostHeader {
  private final Map<HostColumn, Cell> cells = new EnumMap<>(HostColumn.class);

  /** Where a column is, and what it is called. */
  private record Cell(int index, String name, Source source) {}

  /** Those of these names that are known; the first of two that are the same. */
  static HostHeader named(List<String> names) {
    HostHeader header = new HostHeader();
    for (int i = 0; i < names.size(); i++) {
      int at = i;
      String name = names.get(i);
      HostUnits.Named named = HostUnits.Named.of(name);
      HostColumn.named(name)
          .or(() -> HostColumn.named(named.name()).flatMap(source -> inUnit(source, named.unit())))
          .ifPresent(source -> header.put(at, name, source));
    }
    if (header.has(HostColumn.AVAILABLE)) {
      header.cells.remove(HostColumn.FREE);
    } else {
      // below has a "Total" of other things too.
      header.cells.values().removeIf(cell -> cell.name.equals("Total"));
    }
    return header;
  }

  private static Optional<Source> inUnit(Source source, String unit) {
    return HostUnits.scale(source.column(), unit).map(scale -> new Source(source.column(), scale));
  }

  /** Whether a row has the units of this header's columns, and nothing else. */
  boolean hasUnitsIn(List<String> row) {
    return cells.values().stream()
        .filter(cell -> cell.source.column().isTime())
        .anyMatch(cell -> HostUnits.areIn(row, cell.index));
  }

  /** The same columns in the units of a row. */
  HostHeader inUnits(List<String> row) throws MalformedLineException {
    HostHeader header = new HostHeader();
    for (Map.Entry<HostColumn, Cell> entry : cells.entrySet()) {
      Cell cell = entry.getValue();
      String unit = cell.index < row.size() ? row.get(cell.index) : "";
      Source source =
          unit.isEmpty()
              ? cell.source
              : inUnit(cell.source, unit)
                  .orElseThrow(
                      () ->
                          new MalformedLineException(
                              cell.name + ": no unit that is known: '" + unit + "'"));
      header.put(cell.index, cell.name, source);
    }
    return header;
  }

  /** Adds a column. */
  void put(int index, String name, Source source) {
    cells.putIfAbsent(source.column(), new Cell(index, name, source));
  }

  boolean has(HostColumn column) {
    return cells.containsKey(column);
  }

  boolean hasTime() {
    return cells.keySet().stream().anyMatch(HostColumn::isTime);
  }

  boolean hasFigure() {
    return cells.keySet().stream().anyMatch(HostColumn::isFigure);
  }

  /** What a column is called; empty where there is none. */
  Optional<String> name(HostColumn column) {
    return Optional.ofNullable(cells.get(column)).map(Cell::name);
  }

  /** Whether this row has the header's own name where its time should be: the header once more. */
  boolean isRepeatedBy(List<String> row) {
    return cells.values().stream()
        .filter(cell -> cell.source.column().isTime())
        .anyMatch(cell -> cell.index < row.size() && row.get(cell.index).equals(cell.name));
  }

  /** What a row has in a column; empty where the header has none. */
  String text(HostColumn column, List<String> row) throws MalformedLineException {
    Cell cell = cells.get(column);
    if (cell == null) {
      return "";
    }
    if (cell.index >= row.size()) {
      throw new MalformedLineException(
          "fewer fields than the header has: " + cell.name + " is missing");
    }
    return row.get(cell.index);
  }

  /** The figure of a row in a column; null where there is none. */
  @Nullable BigDecimal figure(HostColumn column, List<String> row, boolean comma)
      throws MalformedLineException {
    Cell cell = cells.get(column);
    return cell == null ? null : HostNumber.of(cell.name, cell.source, text(column, row), comma);
  }

  /** The time of a row. */
  long nanos(List<String> row, HostClock clock, boolean comma) throws MalformedLineException {
    BigDecimal offset = figure(HostColumn.TIME_OFFSET, row, comma);
    if (offset != null) {
      if (offset.compareTo(BigDecimal.valueOf(9_000_000_000_000_000_000L)) > 0) {
        throw new MalformedLineException("the time is beyond the year 2254");
      }
      return offset.longValue();
    }
    String text = text(HostColumn.TIMESTAMP, row);
    String date = text.isEmpty() ? text(HostColumn.DATETIME, row) : text;
    if (date.isEmpty()) {
      throw new MalformedLineException("the time is missing");
    }
    return clock.nanos(date);
  }
}
