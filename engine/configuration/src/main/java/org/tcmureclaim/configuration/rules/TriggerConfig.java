package org.tcmureclaim.configuration.rules;

import static org.tcmureclaim.configuration.rules.Durations.millis;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import org.tcmureclaim.configuration.Section;

/**
 * One PSI trigger: an event when tasks stalled for {@code thresholdNanos} within {@code
 * windowNanos}. The kernel accepts windows from 500 ms to 10 s (Documentation/accounting/psi.rst),
 * and counts in microseconds.
 */
public record TriggerConfig(StallKind kind, long thresholdNanos, long windowNanos) {
  private static final long MICROSECOND = 1_000;

  public static TriggerConfig bind(Section section) {
    StallKind kind = section.oneOf("kind", StallKind.class);
    long windowNanos = section.durationNanos("window", millis(500), seconds(10));
    long thresholdNanos = section.durationNanos("threshold", MICROSECOND, seconds(10));
    if (thresholdNanos > windowNanos) {
      section.refuse("threshold", "must not be longer than window", "window");
    }
    return new TriggerConfig(kind, thresholdNanos, windowNanos);
  }
}
