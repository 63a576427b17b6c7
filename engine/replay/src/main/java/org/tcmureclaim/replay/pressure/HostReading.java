package org.tcmureclaim.replay.pressure;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.ColumnMap;

/**
 * How files of a host are read.
 *
 * @param zone of times that name none; null for UTC
 * @param columns which column is what ({@link #UNITS}); null where the file says so
 * @param mostBadLines how many lines of each file may be left out
 * @param notices where messages go
 */
public record HostReading(
    @Nullable ZoneId zone,
    @Nullable ColumnMap columns,
    long mostBadLines,
    Consumer<String> notices) {

  /** What a map of columns may name, and in which units. */
  public static final Map<String, List<String>> UNITS = units();

  private static Map<String, List<String>> units() {
    Map<String, List<String>> units = new LinkedHashMap<>();
    List<String> sizes = List.of("KiB", "B", "MiB", "GiB", "pages");
    List<String> times = List.of("us", "ms", "s", "ns");
    List<String> shares = List.of("percent", "ratio");
    units.put("time", List.of("s", "ms", "us", "ns", "date"));
    units.put("available", sizes);
    units.put("total", sizes);
    units.put("some_total", times);
    units.put("full_total", times);
    units.put("some_avg10", shares);
    units.put("full_avg10", shares);
    units.put("interval", List.of("s"));
    units.put("held", List.of("pages"));
    return Collections.unmodifiableMap(units);
  }

  /** Files that say themselves what they are, with the times of UTC. */
  public static HostReading plain(long mostBadLines, Consumer<String> notices) {
    return new HostReading(null, null, mostBadLines, notices);
  }
}
