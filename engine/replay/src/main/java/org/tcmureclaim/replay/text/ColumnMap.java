package org.tcmureclaim.replay.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.host.text.PrintableText;

/**
 * Says which column of a table is what, as given on the command line: {@code NAME=COLUMN[:UNIT]},
 * separated by commas, such as {@code time=1:ms,size=Length:bytes}. A column is a number from 1, or
 * what the header calls it.
 */
public final class ColumnMap {
  private static final Pattern ENTRY =
      Pattern.compile("(?<name>[a-z][a-z0-9_]*)=(?<column>[^:=,]+)(:(?<unit>[^:=,]+))?");
  private static final int MOST_COLUMNS = 10_000;

  private final Map<String, Column> columns = new LinkedHashMap<>();

  /**
   * One entry.
   *
   * @param column its number or its name in the header, as it was given
   * @param unit the first of those that are possible where none was given; empty where it has none
   */
  public record Column(String name, String column, String unit) {
    /** The column counted from 0; empty where the header's name was given. */
    public Optional<Integer> index() {
      return column.matches("[0-9]+")
          ? Optional.of(Integer.parseInt(column) - 1)
          : Optional.empty();
    }
  }

  /**
   * Reads a map.
   *
   * @param option for messages, such as {@code --columns}
   * @param units what may be named, with the units of each; the first one is meant where none is
   *     given, and an empty list takes none
   * @throws UsageException if it is none, names something else, or something twice
   */
  public ColumnMap(String option, String text, Map<String, List<String>> units) {
    List<String> problems = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      try {
        add(entry.strip(), units);
      } catch (UsageException e) {
        problems.add(option + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
  }

  private void add(String entry, Map<String, List<String>> units) {
    Matcher matcher = ENTRY.matcher(entry);
    if (!matcher.matches()) {
      throw new UsageException(
          "expected NAME=COLUMN[:UNIT] such as 'time=1:ms', got '"
              + PrintableText.quoted(entry)
              + "'");
    }
    String name = matcher.group("name");
    List<String> possible = units.get(name);
    if (possible == null) {
      throw new UsageException(
          "no column is called '"
              + name
              + "'; known: "
              + String.join(", ", units.keySet())
              + NearMiss.hint(name, units.keySet()));
    }
    Column column =
        new Column(name, column(name, matcher), unit(name, matcher.group("unit"), possible));
    if (columns.putIfAbsent(name, column) != null) {
      throw new UsageException(name + " is given twice");
    }
  }

  private static String column(String name, Matcher matcher) {
    String column = matcher.group("column").strip();
    boolean isNumber = column.matches("[0-9]+");
    if (column.isEmpty()
        || (isNumber && (column.length() > 5 || Integer.parseInt(column) > MOST_COLUMNS))
        || column.matches("0+")) {
      throw new UsageException(
          name
              + ": expected a column from 1 to "
              + MOST_COLUMNS
              + " or its name in the header, got '"
              + PrintableText.quoted(column)
              + "'");
    }
    return column;
  }

  private static String unit(String name, @Nullable String given, List<String> possible) {
    if (given == null) {
      return possible.isEmpty() ? "" : possible.get(0);
    }
    if (!possible.contains(given)) {
      throw new UsageException(
          name
              + (possible.isEmpty()
                  ? " has no unit"
                  : ": expected the unit " + String.join(" or ", possible))
              + ", got '"
              + PrintableText.quoted(given)
              + "'");
    }
    return given;
  }

  /** The entry of this name. */
  public Optional<Column> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /** All entries, in the order in which they were given. */
  public List<Column> columns() {
    return List.copyOf(columns.values());
  }
}
