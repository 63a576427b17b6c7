package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * Tables with a header that names the columns ({@link HostColumn}). A line that begins with {@code
 * #} is another header, as {@code sadf -d} (sadf(1)) prints one for each kind of data; its {@code
 * LINUX-RESTART} lines are passed over.
 *
 * <p>{@code %smem} of sadf is the share of the interval in which some task was stalled. below's
 * columns are the kernel's {@code avg10}, which lags.
 */
final class HostTableLines implements HostLineParser {
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final Pattern ZONE = Pattern.compile(" UTC$");

  private final HostSamples samples;
  private final Pattern separator;
  private final Map<HostColumn, Integer> columns = new EnumMap<>(HostColumn.class);
  private String[] fields = new String[0];

  HostTableLines(HostSamples samples, char separator) {
    this.samples = samples;
    this.separator = Pattern.compile(Pattern.quote(String.valueOf(separator)));
  }

  @Override
  public void line(String line) throws MalformedLineException {
    if (columns.isEmpty() || line.startsWith("#")) {
      header(line);
      return;
    }
    if (line.contains("LINUX-RESTART") || line.contains(";COM")) {
      return;
    }
    fields = separator.split(line, -1);
    row(timeNanos());
  }

  private void header(String line) throws MalformedLineException {
    columns.clear();
    String[] names = separator.split(line.startsWith("#") ? line.substring(1) : line, -1);
    for (int i = 0; i < names.length; i++) {
      int at = i;
      HostColumn.named(names[i].strip()).ifPresent(column -> columns.putIfAbsent(column, at));
    }
    if (columns.keySet().stream().noneMatch(HostColumn::isTime)) {
      throw new MalformedLineException("no column is the time: t_s, t_ms, t_us or timestamp");
    }
  }

  private void row(long nanos) throws MalformedLineException {
    BigDecimal interval = value(HostColumn.INTERVAL_SECONDS);
    BigDecimal some = value(HostColumn.SOME_TOTAL_MICROS);
    BigDecimal full = value(HostColumn.FULL_TOTAL_MICROS);
    if (some != null) {
      samples.someTotal(nanos, some.longValue());
    }
    if (full != null) {
      samples.fullTotal(nanos, full.longValue());
    }
    shares(nanos, interval);
    BigDecimal kib = value(HostColumn.AVAILABLE_KIB);
    BigDecimal bytes = value(HostColumn.AVAILABLE_BYTES);
    if (kib != null) {
      samples.available(nanos, kib.longValue());
    } else if (bytes != null) {
      samples.available(nanos, bytes.longValue() >> 10);
    }
    BigDecimal total = value(HostColumn.TOTAL_KIB);
    if (total != null) {
      samples.total(nanos, total.longValue());
    }
    BigDecimal held = value(HostColumn.TCMU_PAGES);
    if (held != null) {
      samples.held(nanos, held.longValue());
    }
  }

  private void shares(long nanos, @Nullable BigDecimal interval) throws MalformedLineException {
    BigDecimal some = value(HostColumn.SOME_PERCENT);
    BigDecimal full = value(HostColumn.FULL_PERCENT);
    // A share of an interval of n seconds is n times 10,000 µs for each percent.
    if (some != null) {
      if (interval == null) {
        samples.someShare(nanos, some.doubleValue());
      } else {
        samples.someMore(nanos, some.doubleValue() * interval.doubleValue() * 1e4);
      }
    }
    if (full != null) {
      if (interval == null) {
        samples.fullShare(nanos, full.doubleValue());
      } else {
        samples.fullMore(nanos, full.doubleValue() * interval.doubleValue() * 1e4);
      }
    }
  }

  private long timeNanos() throws MalformedLineException {
    Integer at = columns.get(HostColumn.TIMESTAMP);
    if (at != null) {
      return timestampNanos(text(HostColumn.TIMESTAMP, at));
    }
    if (columns.containsKey(HostColumn.TIME_SECONDS)) {
      return scaled(HostColumn.TIME_SECONDS, 9);
    }
    return columns.containsKey(HostColumn.TIME_MILLIS)
        ? scaled(HostColumn.TIME_MILLIS, 6)
        : scaled(HostColumn.TIME_MICROS, 3);
  }

  private long scaled(HostColumn column, int decimals) throws MalformedLineException {
    BigDecimal value = value(column);
    if (value == null) {
      throw new MalformedLineException("the time is missing");
    }
    return value.movePointRight(decimals).longValue();
  }

  private static long timestampNanos(String text) throws MalformedLineException {
    if (text.matches("[0-9]{1,10}")) {
      return Long.parseLong(text) * 1_000_000_000L;
    }
    try {
      String local = ZONE.matcher(text).replaceFirst("");
      return LocalDateTime.parse(local, DATE_AND_TIME).toEpochSecond(ZoneOffset.UTC)
          * 1_000_000_000L;
    } catch (DateTimeParseException e) {
      throw new MalformedLineException(
          "timestamp: expected seconds or '2026-11-23 04:20:01 UTC', got '" + text + "'");
    }
  }

  private String text(HostColumn column, int at) throws MalformedLineException {
    if (at >= fields.length) {
      throw new MalformedLineException("fewer fields than the header has: no " + column);
    }
    return fields[at].strip();
  }

  /** Null where there is no such column or nothing in it. */
  private @Nullable BigDecimal value(HostColumn column) throws MalformedLineException {
    Integer at = columns.get(column);
    if (at == null) {
      return null;
    }
    String text = text(column, at);
    String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    if (digits.isEmpty()) {
      return null;
    }
    if (!digits.matches("[0-9]{1,18}(\\.[0-9]{1,12})?")) {
      throw new MalformedLineException("expected a number, got '" + text + "'");
    }
    return new BigDecimal(digits);
  }
}
