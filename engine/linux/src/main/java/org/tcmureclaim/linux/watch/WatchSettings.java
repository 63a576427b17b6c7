package org.tcmureclaim.linux.watch;

/**
 * How often devices are looked at.
 *
 * @param rescanNanos between two lists of the devices where no event asks for one; 10 s by default
 * @param usageIntervalNanos between two readings of what devices hold and did; 1 s by default
 * @param hurriedIntervalNanos the same, for 2 s after an event; 100 ms by default. Either grows to
 *     four times as long as a reading takes.
 */
public record WatchSettings(long rescanNanos, long usageIntervalNanos, long hurriedIntervalNanos) {

  public WatchSettings {
    if (rescanNanos <= 0 || usageIntervalNanos <= 0 || hurriedIntervalNanos <= 0) {
      throw new IllegalArgumentException("an interval must be above 0");
    }
  }

  public static WatchSettings defaults() {
    return new WatchSettings(10_000_000_000L, 1_000_000_000L, 100_000_000L);
  }
}
