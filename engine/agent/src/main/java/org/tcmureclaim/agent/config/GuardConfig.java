package org.tcmureclaim.agent.config;

import static org.tcmureclaim.agent.config.Durations.hours;
import static org.tcmureclaim.agent.config.Durations.millis;
import static org.tcmureclaim.agent.config.Durations.seconds;

import org.tcmureclaim.configuration.Section;

/**
 * Limits that hold whatever a policy chooses.
 *
 * @param cooldownNanos how long a device is left alone after pages were freed from it
 * @param staleAfterNanos the age from which a device's figures are not acted upon
 * @param keepPages pages that every device keeps
 * @param smallestReleasePages the least that a cut must be expected to free
 */
public record GuardConfig(
    long cooldownNanos, long staleAfterNanos, long keepPages, long smallestReleasePages) {
  private static final long ONE_MEBIBYTE_PAGES = 256;

  static GuardConfig bind(Section section, long tickNanos) {
    long cooldownNanos = section.durationNanos("cooldown", 0, hours(1), seconds(10));
    long staleAfterNanos =
        section.durationNanos(
            "stale_after", millis(100), hours(1), Math.max(seconds(5), 2 * tickNanos));
    if (staleAfterNanos < tickNanos) {
      throw section.reject("stale_after", "must not be shorter than tick");
    }
    return new GuardConfig(
        cooldownNanos,
        staleAfterNanos,
        section.pages("keep", 0),
        section.pages("smallest_release", ONE_MEBIBYTE_PAGES));
  }
}
