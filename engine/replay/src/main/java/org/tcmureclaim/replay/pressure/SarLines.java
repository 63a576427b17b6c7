package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * The text of sar(1): a line that names the host and the day, then tables whose rows begin with the
 * time of day. A header comes again on every page, and a time that goes back within one table is
 * the next day. Averages, restarts and comments are passed over.
 */
final class SarLines implements HostLineParser {
  static final Pattern HOST =
      Pattern.compile("Linux\\s+\\S+\\s+\\(.*\\)\\s+(?<date>\\S.*?)\\s+_\\S+_\\s+\\(.*");
  private static final Pattern ROW =
      Pattern.compile(
          "(?:(?<before>[上下]午|午[前後]|오[전후])\\s*)?"
              + "(?<hour>\\d{1,2})(?:[:.hH]|[時时시]\\s?)(?<minute>\\d{2})(?:[:.m]|[分분]\\s?)"
              + "(?<second>\\d{2})[s秒초]?"
              + "(?:\\s+(?<half>[AaPp])\\.?[Mm]\\.?|\\s+(?<behind>[上下]午|午[前後]|오[전후]))?"
              + "\\s+(?<rest>\\S.*)");
  private static final Pattern AVERAGE = Pattern.compile("\\p{L}[^:]{0,20}:\\s.*");
  private static final Pattern REMARK = Pattern.compile("(LINUX[ -]RESTART|COM)\\b.*");
  private static final Pattern DATE = Pattern.compile("(\\d{1,4})\\D+(\\d{1,2})\\D+(\\d{1,4})\\D*");
  private static final Pattern FIGURE = Pattern.compile("-?[0-9][0-9.,]*[%kKMGTP]?");
  private static final HostCells CELLS = new HostCells(HostCells.BLANKS);

  private final HostSamples samples;
  private final HostClock clock;
  private final HostRow row;
  private final Map<List<String>, Table> tables = new HashMap<>();
  private LocalDate date = LocalDate.EPOCH;
  private @Nullable Table table;
  private boolean ambiguousDate;

  /** One kind of table, with where its rows are. */
  private static final class Table {
    private final HostHeader header;
    private final int cells;
    private LocalDate date;
    private LocalTime last;
    private long lastNanos = Long.MIN_VALUE;

    private Table(HostHeader header, int cells, LocalDate date, LocalTime last) {
      this.header = header;
      this.cells = cells;
      this.date = date;
      this.last = last;
    }

    /** The day of a row that follows. */
    private LocalDate dateOf(LocalTime time) {
      if (time.isBefore(last)) {
        date = date.plusDays(1);
      }
      last = time;
      return date;
    }
  }

  SarLines(HostSamples samples, HostClock clock) {
    this.samples = samples;
    this.clock = clock;
    this.row = new HostRow(samples);
  }

  @Override
  public void line(String line) throws MalformedLineException {
    Matcher host = HOST.matcher(line);
    if (host.matches()) {
      date = date(host.group("date"));
      tables.clear();
      table = null;
      return;
    }
    Matcher matcher = ROW.matcher(line);
    if (matcher.matches()) {
      timed(time(matcher), matcher.group("rest"));
    } else if (!AVERAGE.matcher(line).matches()) {
      throw new MalformedLineException(
          "expected a line of sar that begins with a time, got '"
              + PrintableText.quoted(line)
              + "'");
    }
  }

  private void timed(LocalTime time, String rest) throws MalformedLineException {
    if (REMARK.matcher(rest).matches()) {
      if (rest.startsWith("LINUX")) {
        samples.restart();
      }
      return;
    }
    List<String> fields = CELLS.of(rest);
    if (!FIGURE.matcher(fields.get(fields.size() - 1)).matches()) {
      header(time, fields);
    } else if (table != null) {
      figures(table, time, fields);
    }
  }

  private void header(LocalTime time, List<String> names) throws MalformedLineException {
    HostHeader header = HostHeader.named(names);
    table = null;
    if (header.hasFigure()) {
      Table known =
          tables.computeIfAbsent(names, unused -> new Table(header, names.size(), date, time));
      // The first interval begins at the time of the header.
      known.lastNanos = clock.nanos(known.dateOf(time).atTime(time));
      table = known;
    }
  }

  private void figures(Table known, LocalTime time, List<String> fields)
      throws MalformedLineException {
    if (fields.size() != known.cells) {
      throw new MalformedLineException(
          "expected " + known.cells + " figures, as the header has, got " + fields.size());
    }
    long nanos = clock.nanos(known.dateOf(time).atTime(time));
    BigDecimal seconds = BigDecimal.valueOf(Math.max(0, nanos - known.lastNanos)).movePointLeft(9);
    known.lastNanos = nanos;
    row.take(nanos, seconds, column -> known.header.figure(column, fields, true));
  }

  private static LocalTime time(Matcher matcher) throws MalformedLineException {
    try {
      return LocalTime.of(
          HostClock.hour(Integer.parseInt(matcher.group("hour")), half(matcher)),
          Integer.parseInt(matcher.group("minute")),
          Integer.parseInt(matcher.group("second")));
    } catch (DateTimeException e) {
      throw new MalformedLineException("there is no such time of day");
    }
  }

  /** Half of the day, {@code a} or {@code p}; null on a clock of 24 hours. */
  private static @Nullable String half(Matcher matcher) {
    for (String group : List.of("half", "before", "behind")) {
      String named = matcher.group(group);
      if (named != null && group.equals("half")) {
        return named;
      }
      if (named != null) {
        return named.matches("下午|午後|오후") ? "p" : "a";
      }
    }
    return null;
  }

  /** Of a locale: the year first, or last behind a month and a day, or a day and a month. */
  private LocalDate date(String text) throws MalformedLineException {
    Matcher matcher = DATE.matcher(text);
    if (!matcher.matches()) {
      throw new MalformedLineException("expected a date, got '" + PrintableText.quoted(text) + "'");
    }
    int first = Integer.parseInt(matcher.group(1));
    int second = Integer.parseInt(matcher.group(2));
    int third = Integer.parseInt(matcher.group(3));
    try {
      if (matcher.group(1).length() == 4) {
        return LocalDate.of(first, second, third);
      }
      int year = third < 100 ? 2000 + third : third;
      boolean dayFirst = text.indexOf('.') > 0 || first > 12;
      ambiguousDate |= !dayFirst && second <= 12 && first != second;
      return dayFirst ? LocalDate.of(year, second, first) : LocalDate.of(year, first, second);
    } catch (DateTimeException e) {
      throw new MalformedLineException("there is no date '" + PrintableText.quoted(text) + "'");
    }
  }

  @Override
  public void end(HostNotes notes) {
    if (ambiguousDate) {
      notes.add("its day is taken for month/day/year; S_TIME_FORMAT=ISO makes sar say it plainly");
    }
    if (row.isApproximated()) {
      notes.add(HostNotes.APPROXIMATED);
    }
  }
}
