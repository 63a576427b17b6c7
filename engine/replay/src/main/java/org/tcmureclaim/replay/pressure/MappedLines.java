package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.pressure.HostColumn.Source;
import org.tcmureclaim.replay.text.ColumnMap;
import org.tcmureclaim.replay.text.ColumnMap.Column;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.TraceException;

/**
 * A table whose columns were given ({@link ColumnMap}). Its cells are separated by tabs,
 * semicolons, bars, commas or blanks: by the first of these that makes enough cells of its first
 * line. That line is a header where columns are given by name, or where its time is none; it may
 * come again.
 */
final class MappedLines implements HostLineParser {
  private static final String DATE = "date";
  private static final List<Character> SEPARATORS = List.of('\t', ';', '|', ',', HostCells.BLANKS);
  private static final Map<String, HostColumn> COLUMNS =
      Map.of(
          "time", HostColumn.TIME_OFFSET,
          "interval", HostColumn.INTERVAL,
          "available", HostColumn.AVAILABLE,
          "total", HostColumn.TOTAL,
          "some_total", HostColumn.SOME_TOTAL,
          "full_total", HostColumn.FULL_TOTAL,
          "some_avg10", HostColumn.SOME_SHARE,
          "full_avg10", HostColumn.FULL_SHARE,
          "held", HostColumn.HELD);

  private final HostClock clock;
  private final HostRow row;
  private final ColumnMap map;
  private HostCells cells = new HostCells(',');
  private @Nullable HostHeader header;
  private List<String> titles = List.of();

  MappedLines(HostSamples samples, HostClock clock, ColumnMap map) {
    this.clock = clock;
    this.row = new HostRow(samples);
    this.map = map;
    if (map.column("time").isEmpty() || map.columns().size() < 2) {
      throw new TraceException(
          "--pressure-columns: name the time and at least one of available, some_total and"
              + " some_avg10, such as 'time=1:s,available=3:KiB'");
    }
  }

  @Override
  public void line(String line) throws MalformedLineException {
    if (line.startsWith("#")) {
      return;
    }
    HostHeader known = header;
    if (known == null) {
      known = begin(line);
      header = known;
    }
    List<String> fields = cells.of(line);
    if (fields.equals(titles)) {
      return;
    }
    boolean comma = cells.isCommaDecimal();
    HostHeader columns = known;
    row.take(
        known.nanos(fields, clock, comma),
        known.figure(HostColumn.INTERVAL, fields, comma),
        column -> columns.figure(column, fields, comma));
  }

  private HostHeader begin(String line) throws MalformedLineException {
    boolean named = map.columns().stream().anyMatch(column -> column.index().isEmpty());
    int needed =
        map.columns().stream().mapToInt(column -> column.index().orElse(0) + 1).max().orElse(1);
    for (char separator : SEPARATORS) {
      cells = new HostCells(separator);
      List<String> fields = cells.of(line);
      if (fields.size() >= Math.max(2, needed) && (!named || hasAll(fields))) {
        return header(fields, named);
      }
    }
    throw new MalformedLineException(
        named
            ? "the first line has not all of the columns that --pressure-columns names"
            : "has fewer columns than --pressure-columns names, whatever separates them");
  }

  private boolean hasAll(List<String> fields) {
    return map.columns().stream()
        .allMatch(column -> column.index().isPresent() || fields.contains(column.column()));
  }

  private HostHeader header(List<String> first, boolean named) {
    HostHeader made = new HostHeader();
    for (Column column : map.columns()) {
      int index = column.index().orElseGet(() -> first.indexOf(column.column()));
      made.put(index, column.name(), source(column));
      boolean isTitle = column.name().equals("time") && !first.get(index).matches(".*[0-9].*");
      titles = named || isTitle ? first : titles;
    }
    return made;
  }

  private static Source source(Column column) {
    HostColumn known = COLUMNS.getOrDefault(column.name(), HostColumn.HELD);
    if (column.unit().equals(DATE)) {
      return new Source(HostColumn.TIMESTAMP, BigDecimal.ONE);
    }
    String scale =
        known == HostColumn.TIME_OFFSET
            ? nanos(column.unit())
            : known == HostColumn.INTERVAL || known == HostColumn.HELD ? "1" : scale(column.unit());
    return new Source(known, new BigDecimal(scale));
  }

  private static String nanos(String unit) {
    return switch (unit) {
      case "s" -> "1e9";
      case "ms" -> "1e6";
      case "us" -> "1e3";
      default -> "1";
    };
  }

  private static String scale(String unit) {
    return switch (unit) {
      case "B" -> "0.0009765625";
      case "MiB" -> "1024";
      case "GiB" -> "1048576";
      case "pages" -> "4";
      case "ms" -> "1e3";
      case "s" -> "1e6";
      case "ns" -> "1e-3";
      case "ratio" -> "100";
      default -> "1";
    };
  }
}
