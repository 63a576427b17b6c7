package org.tcmureclaim.customer;

import java.util.List;

/**
 * What one customer was promised, and how its devices may be reclaimed from. A customer is a set of
 * devices; the sizes are of all of them together.
 *
 * @param keepPages pages at the start of each of its data areas that are never cut
 * @param weight its part of the host's demand against other customers', 1 to 10000
 */
public record CustomerSettings(
    String name,
    Protection protection,
    long keepPages,
    int weight,
    Quota quota,
    Preference preference,
    List<QuietTime> quietTimes) {
  public static final int DEFAULT_WEIGHT = 100;

  public CustomerSettings {
    quietTimes = List.copyOf(quietTimes);
  }

  /** A customer without promises or limits. */
  public static CustomerSettings unlimited(String name) {
    return new CustomerSettings(
        name, Protection.NONE, 0, DEFAULT_WEIGHT, Quota.UNLIMITED, Preference.NEUTRAL, List.of());
  }
}
