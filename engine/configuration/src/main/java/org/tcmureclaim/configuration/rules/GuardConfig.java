package org.tcmureclaim.configuration.rules;

import static org.tcmureclaim.configuration.rules.Durations.hours;
import static org.tcmureclaim.configuration.rules.Durations.millis;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.guard.GuardSettings;

/** Limits that hold whatever a policy chooses. */
public final class GuardConfig {
  private static final long ONE_MEBIBYTE_PAGES = 256;

  private GuardConfig() {}

  /**
   * The limits below {@code guard}.
   *
   * @param tick time between decisions
   */
  public static GuardSettings bind(Section section, Tick tick) {
    long cooldownNanos = section.durationNanos("cooldown", 0, hours(1), seconds(10));
    long staleAfterNanos =
        section.durationNanos(
            "stale_after", millis(100), hours(1), Math.max(seconds(5), 2 * tick.nanos()));
    if (staleAfterNanos < tick.leastNanos()) {
      section.refuse("stale_after", "must not be shorter than tick");
    }
    return new GuardSettings(
        cooldownNanos,
        staleAfterNanos,
        section.pages("keep", 0),
        section.pages("smallest_release", ONE_MEBIBYTE_PAGES),
        (int)
            section.wholeNumber(
                "most_devices", 1, Integer.MAX_VALUE, GuardSettings.DEFAULT_MOST_DEVICES),
        section.share("most_of_customer", GuardSettings.DEFAULT_MOST_CUSTOMER_SHARE),
        section.durationNanos(
            "cut_budget", millis(1), seconds(10), GuardSettings.DEFAULT_CUT_BUDGET_NANOS),
        (int)
            section.wholeNumber("regret_patience", 0, 1000, GuardSettings.DEFAULT_REGRET_PATIENCE),
        section.share("regret_limit", GuardSettings.DEFAULT_REGRET_LIMIT_SHARE));
  }
}
