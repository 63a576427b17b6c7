package org.tcmureclaim.command.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Predicate;
import org.tcmureclaim.agent.journal.DecisionEntry;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.configuration.UsageException;

/** A time that an operator asks about. */
public final class PointInTime {
  private static final String FORMS =
      "expected a time such as 03:12, 03:12:30 or 2026-05-01T03:12, or one since the agent's start"
          + " such as 90s";

  private PointInTime() {}

  /**
   * Whether a decision was taken at this time or before.
   *
   * @param nowMillis what a time of day counts back from: the newest that is not later
   * @throws ConfigurationException for a text of another form
   */
  public static Predicate<DecisionEntry> notAfter(String text, long nowMillis, ZoneId zone) {
    if (text.matches("[0-9]+(us|ms|s|m|h)")) {
      double seconds = DurationText.nanos(text) / 1e9;
      return entry -> entry.atSeconds() <= seconds;
    }
    long millis = epochMillis(text, nowMillis, zone);
    return entry -> entry.epochMillis() < millis + 1000;
  }

  private static long epochMillis(String text, long nowMillis, ZoneId zone) {
    try {
      if (text.indexOf('T') > 0) {
        return LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
      }
      ZonedDateTime now = Instant.ofEpochMilli(nowMillis).atZone(zone);
      ZonedDateTime today = now.with(LocalTime.parse(text));
      ZonedDateTime last = today.isAfter(now) ? today.minusDays(1) : today;
      return last.toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new UsageException(FORMS + ", got '" + text + "'", e);
    }
  }
}
