package org.tcmureclaim.configuration.rules;

import static org.tcmureclaim.configuration.rules.Durations.millis;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import org.tcmureclaim.configuration.Section;

/**
 * The time between decisions when nothing happens.
 *
 * @param leastNanos the least that it can be: {@code nanos}, unless that was refused
 * @param mostNanos the most that it can be
 */
public record Tick(long nanos, long leastNanos, long mostNanos) {
  private static final String KEY = "tick";
  private static final long LEAST_NANOS = millis(100);
  private static final long MOST_NANOS = seconds(60);

  /** The time below the key {@code tick}. */
  public static Tick bind(Section root) {
    long nanos = root.durationNanos(KEY, LEAST_NANOS, MOST_NANOS, seconds(1));
    return root.usable(KEY)
        ? new Tick(nanos, nanos, nanos)
        : new Tick(nanos, LEAST_NANOS, MOST_NANOS);
  }
}
