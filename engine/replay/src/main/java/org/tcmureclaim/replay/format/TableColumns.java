package org.tcmureclaim.replay.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.ColumnMap;

/**
 * What the columns of a table of commands are, as the user says it: any table with a command, or
 * with an event of blktrace, to a line can be read so.
 */
public final class TableColumns {
  /** For {@code --help}. */
  public static final String HELP =
      "time (s, ms, us, ns), dev (one column, or several as 1+2), op, offset, size (bytes,"
          + " sectors, kib, mib), latency (s, ms, us, ns), complete: the time of completion, in the"
          + " same units, and action: Q, D and C of events as blkparse -f prints them";

  private static final String LABEL = "columns";
  private static final List<String> TIMES = List.of("s", "ms", "us", "ns");
  private static final List<String> SIZES = List.of("bytes", "sectors", "kib", "mib");
  private static final Map<String, List<String>> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("time", TIMES);
    UNITS.put("dev", List.of());
    UNITS.put("op", List.of());
    UNITS.put("action", List.of());
    UNITS.put("offset", SIZES);
    UNITS.put("size", SIZES);
    UNITS.put("latency", TIMES);
    UNITS.put("complete", TIMES);
  }

  private static final long WINDOW_NANOS = 10_000_000_000L;

  private final String text;
  private final ColumnMap map;
  private final String separator;

  /**
   * Reads a map such as {@code time=1:ms,dev=3,op=4,offset=5:sectors,size=6:sectors}.
   *
   * @param separator {@code comma}, {@code semicolon}, {@code tab}, {@code blank}, {@code pipe} or
   *     one character; empty where the first line shows it
   * @throws UsageException if it is none, or time or size is missing
   */
  public TableColumns(String text, String separator) {
    this.text = text;
    this.map = new ColumnMap("--columns", text, UNITS);
    this.separator = separator;
    for (String needed : List.of("time", "size")) {
      if (map.column(needed).isEmpty()) {
        throw new UsageException("--columns: " + needed + " is missing");
      }
    }
    boolean isEvents = map.column("action").isPresent();
    if (isEvents && (map.column("latency").isPresent() || map.column("complete").isPresent())) {
      throw new UsageException("--columns: events (action) have no latency and no complete");
    }
    if (isEvents && map.column("offset").isEmpty()) {
      throw new UsageException("--columns: events (action) need offset, which pairs them");
    }
    if (map.column("latency").isPresent() && map.column("complete").isPresent()) {
      throw new UsageException("--columns: give latency or complete, not both");
    }
    separator("");
  }

  /** All of it as one text. */
  public String text() {
    return text + " " + separator;
  }

  /** The format of such tables. */
  public CommandFormat format() {
    boolean isEvents = map.column("action").isPresent();
    return new CommandFormat(
        LABEL,
        "",
        unused -> true,
        map.column("dev").isPresent(),
        sink ->
            new TextCommands(
                "",
                new TableLines(
                    this, new ArrivalOrder(sink, isEvents ? Long.MAX_VALUE : WINDOW_NANOS))));
  }

  ColumnMap map() {
    return map;
  }

  /** The separator: the one that was named, or the one that is in a line. */
  char separator(String line) {
    return switch (separator) {
      case "comma" -> ',';
      case "semicolon" -> ';';
      case "tab" -> '\t';
      case "blank" -> ' ';
      case "pipe" -> '|';
      case "" -> shown(line);
      default -> {
        if (separator.length() != 1 || separator.charAt(0) > '~') {
          throw new UsageException(
              "--separator: expected comma, semicolon, tab, blank, pipe or one character, got '"
                  + PrintableText.quoted(separator)
                  + "'");
        }
        yield separator.charAt(0);
      }
    };
  }

  private static char shown(String line) {
    for (char candidate : new char[] {'\t', ';', ',', '|'}) {
      if (line.indexOf(candidate) >= 0) {
        return candidate;
      }
    }
    return ' ';
  }

  /** Decimals that make nanoseconds of a time in this unit. */
  static int decimals(String unit) {
    return 9 - 3 * TIMES.indexOf(unit);
  }

  /** Bytes of a unit. */
  static long bytes(String unit) {
    return switch (unit) {
      case "sectors" -> 512;
      case "kib" -> 1 << 10;
      case "mib" -> 1 << 20;
      default -> 1;
    };
  }

  /** The columns of a device: one, or several that are joined. */
  static List<String> parts(String column) {
    return Arrays.asList(column.split("\\+", -1));
  }
}
