package org.tcmureclaim.agent.config;

/** Durations in nanoseconds, for defaults and ranges. */
final class Durations {
  private Durations() {}

  static long millis(long millis) {
    return millis * 1_000_000;
  }

  static long seconds(long seconds) {
    return millis(seconds * 1_000);
  }

  static long hours(long hours) {
    return seconds(hours * 3_600);
  }
}
