package org.tcmureclaim.replay.pressure;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * Reads times of a calendar: seconds, ms, µs or ns since 1970 (by their size), or a date and a time
 * with or without a zone.
 */
final class HostClock {
  private static final long MOST_SECONDS = 9_000_000_000L; // the year 2255
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}(\\.[0-9]{1,9})?");
  private static final Pattern DATE_AND_TIME =
      Pattern.compile(
          "(?<year>\\d{4})[-/](?<month>\\d{1,2})[-/](?<day>\\d{1,2})(?:T|\\s+)"
              + "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<part>\\d{1,9}))?)?"
              + "(?:\\s*(?<half>[AaPp])\\.?[Mm]\\.?)?\\s*(?<zone>[A-Za-z][A-Za-z0-9_/+-]*|[+-][0-9:]+)?");

  /** Names that mean one offset wherever they are used. */
  private static final Map<String, ZoneOffset> OFFSETS =
      Map.ofEntries(
          entry("Z", ZoneOffset.UTC),
          entry("UTC", ZoneOffset.UTC),
          entry("UCT", ZoneOffset.UTC),
          entry("GMT", ZoneOffset.UTC),
          entry("WET", ZoneOffset.UTC),
          entry("WEST", ZoneOffset.ofHours(1)),
          entry("CET", ZoneOffset.ofHours(1)),
          entry("CEST", ZoneOffset.ofHours(2)),
          entry("EET", ZoneOffset.ofHours(2)),
          entry("EEST", ZoneOffset.ofHours(3)),
          entry("MSK", ZoneOffset.ofHours(3)),
          entry("JST", ZoneOffset.ofHours(9)),
          entry("KST", ZoneOffset.ofHours(9)),
          entry("AEDT", ZoneOffset.ofHours(11)),
          entry("NZST", ZoneOffset.ofHours(12)),
          entry("NZDT", ZoneOffset.ofHours(13)),
          entry("EDT", ZoneOffset.ofHours(-4)),
          entry("MDT", ZoneOffset.ofHours(-6)),
          entry("PDT", ZoneOffset.ofHours(-7)));

  private final @Nullable ZoneId zone;
  private long lastNanos = Long.MIN_VALUE;
  private boolean sawLocal;

  /** Times that name no zone, or one that has several meanings, are of this one; null is UTC. */
  HostClock(@Nullable ZoneId zone) {
    this.zone = zone;
  }

  /** Whether a zone was given. */
  boolean isGiven() {
    return zone != null;
  }

  /** Whether some time named no zone, and none was given. */
  boolean tookForUtc() {
    return sawLocal && zone == null;
  }

  /** A moment as messages show it. */
  static String text(long nanos) {
    return WallTime.of(nanos).isPresent() ? WallTime.text(nanos) : nanos / 1e9 + " s";
  }

  /** Since 1970. */
  long nanos(String text) throws MalformedLineException {
    if (NUMBER.matcher(text).matches()) {
      return sinceEpoch(text);
    }
    Matcher matcher = DATE_AND_TIME.matcher(text);
    if (!matcher.matches()) {
      throw new MalformedLineException(
          "time: expected seconds since 1970 or such as '2026-11-23 04:20:01 UTC', got '"
              + PrintableText.quoted(text)
              + "'");
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(matcher, "year"),
              number(matcher, "month"),
              number(matcher, "day"),
              hour(number(matcher, "hour"), matcher.group("half")),
              number(matcher, "minute"),
              matcher.group("second") == null ? 0 : number(matcher, "second"),
              part(matcher.group("part")));
      String named = matcher.group("zone");
      return named == null ? nanos(local) : nanos(local.atZone(zone(named)));
    } catch (DateTimeException e) {
      throw new MalformedLineException("time: there is no '" + PrintableText.quoted(text) + "'");
    }
  }

  /** Of a time that names no zone. */
  long nanos(LocalDateTime local) throws MalformedLineException {
    sawLocal = true;
    ZonedDateTime time = local.atZone(zone == null ? ZoneOffset.UTC : zone);
    long nanos = nanos(time);
    if (nanos < lastNanos) {
      // When summer time ends, an hour is there twice.
      long later = nanos(time.withLaterOffsetAtOverlap());
      nanos = later > lastNanos ? later : nanos;
    }
    lastNanos = nanos;
    return nanos;
  }

  /** Of 24, from one of 12 where a half of the day is named. */
  static int hour(int hour, @Nullable String half) {
    if (half == null) {
      return hour;
    }
    if (hour < 1 || hour > 12) {
      throw new DateTimeException("a clock of 12 hours has none of " + hour);
    }
    boolean afternoon = half.equalsIgnoreCase("p");
    return hour % 12 + (afternoon ? 12 : 0);
  }

  private ZoneId zone(String named) throws MalformedLineException {
    ZoneOffset offset = OFFSETS.get(named);
    if (offset != null) {
      return offset;
    }
    try {
      if (named.contains("/") || named.startsWith("+") || named.startsWith("-")) {
        return ZoneId.of(named);
      }
    } catch (DateTimeException e) {
      // told below
    }
    if (zone != null) {
      return zone;
    }
    throw new MalformedLineException(
        "time: the zone '"
            + PrintableText.quoted(named)
            + "' is not known, or has several meanings; write the file in UTC ('sadf -U', or with"
            + " TZ=UTC), or say --pressure-zone, such as America/Chicago");
  }

  private static long nanos(ZonedDateTime time) throws MalformedLineException {
    long seconds = time.toEpochSecond();
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw new MalformedLineException("time: expected a year from 1970 to 2254");
    }
    return seconds * 1_000_000_000L + time.getNano();
  }

  private static long sinceEpoch(String text) throws MalformedLineException {
    BigDecimal value = new BigDecimal(text);
    BigDecimal bound = BigDecimal.valueOf(MOST_SECONDS);
    for (int decimals = 9; decimals >= 0; decimals -= 3) {
      if (value.compareTo(bound) <= 0) {
        return value.movePointRight(decimals).longValue();
      }
      bound = bound.movePointRight(3);
    }
    throw new MalformedLineException("time: " + text + " is beyond the year 2254");
  }

  private static int number(Matcher matcher, String group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int part(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
  }
}
