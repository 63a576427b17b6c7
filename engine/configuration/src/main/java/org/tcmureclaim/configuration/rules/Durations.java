package org.tcmureclaim.configuration.rules;

/** Durations in nanoseconds, for defaults and ranges. */
public final class Durations {
  private Durations() {}

  public static long millis(long millis) {
    return millis * 1_000_000;
  }

  public static long seconds(long seconds) {
    return millis(seconds * 1_000);
  }

  public static long hours(long hours) {
    return seconds(hours * 3_600);
  }
}
