package org.tcmureclaim.replay.pressure;

import java.time.Instant;
import java.util.OptionalLong;

/** Which times of a file are those of a calendar: nanoseconds since 1970 from 2001 on. */
public final class WallTime {
  private static final long YEAR_2001_NANOS = 1_000_000_000_000_000_000L;

  private WallTime() {}

  /** The time, where it is one of a calendar. */
  public static OptionalLong of(long nanos) {
    return nanos >= YEAR_2001_NANOS ? OptionalLong.of(nanos) : OptionalLong.empty();
  }

  /** Such as {@code 2026-11-23T04:20:01Z}. */
  static String text(long nanos) {
    return Instant.ofEpochSecond(nanos / 1_000_000_000L).toString();
  }
}
