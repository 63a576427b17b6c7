package org.tcmureclaim.command.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.recording.bundle.CopyRules;
import org.tcmureclaim.recording.bundle.Manifest;

/** A range of wall-clock time, in milliseconds since 1970; {@code toMillis} is not in it. */
public record TimeRange(long fromMillis, long toMillis) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * The range that options describe.
   *
   * @param lastNanos counts back from now; null for none
   * @throws ConfigurationException where they contradict each other
   */
  public static TimeRange of(
      @Nullable String from,
      @Nullable String to,
      @Nullable Long lastNanos,
      long nowMillis,
      ZoneId zone) {
    if (lastNanos != null && (from != null || to != null)) {
      throw new UsageException("--last contradicts --from and --to");
    }
    if (lastNanos != null) {
      return new TimeRange(nowMillis - lastNanos / NANOS_PER_MILLI, Long.MAX_VALUE);
    }
    long fromMillis = from == null ? Long.MIN_VALUE : epochMillis("--from", from, nowMillis, zone);
    long toMillis = to == null ? Long.MAX_VALUE : epochMillis("--to", to, nowMillis, zone);
    if (fromMillis >= toMillis) {
      throw new UsageException("--from " + from + " is not before --to " + to);
    }
    return new TimeRange(fromMillis, toMillis);
  }

  /** The same range on the clock of a recording. */
  public CopyRules of(Manifest manifest) {
    return CopyRules.range(nanos(fromMillis, manifest), nanos(toMillis, manifest));
  }

  private static long nanos(long millis, Manifest manifest) {
    if (millis == Long.MIN_VALUE || millis == Long.MAX_VALUE) {
      return millis;
    }
    return manifest.monotonicNanos() + (millis - manifest.wallMillis()) * NANOS_PER_MILLI;
  }

  /** A time of day is the last one that has been. */
  private static long epochMillis(String option, String text, long nowMillis, ZoneId zone) {
    try {
      if (text.endsWith("Z")) {
        return Instant.parse(text).toEpochMilli();
      }
      if (text.indexOf('T') > 0) {
        return LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
      }
      ZonedDateTime now = Instant.ofEpochMilli(nowMillis).atZone(zone);
      ZonedDateTime today = now.with(LocalTime.parse(text));
      ZonedDateTime last = today.isAfter(now) ? today.minusDays(1) : today;
      return last.toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new UsageException(
          option
              + ": expected 03:12, 03:12:30, 2026-05-01T03:12 or 2026-05-01T01:12:00Z, got '"
              + text
              + "'",
          e);
    }
  }
}
