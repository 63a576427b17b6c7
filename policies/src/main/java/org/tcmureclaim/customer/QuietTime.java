package org.tcmureclaim.customer;

/**
 * A time of day in which a customer's devices are left alone, except in an emergency.
 *
 * @param fromSecondOfDay when it begins, in the host's local time, 0 to 86399
 * @param toSecondOfDay when it ends; not after {@code fromSecondOfDay} where it lasts over midnight
 * @param trimAheadSeconds for so long before it begins, the customer is trimmed towards its {@code
 *     low} limit; 0 for not at all
 */
public record QuietTime(int fromSecondOfDay, int toSecondOfDay, long trimAheadSeconds) {
  private static final int DAY_SECONDS = 86_400;

  /** Whether the devices are left alone at this time of day. */
  public boolean contains(int secondOfDay) {
    return fromSecondOfDay < toSecondOfDay
        ? secondOfDay >= fromSecondOfDay && secondOfDay < toSecondOfDay
        : secondOfDay >= fromSecondOfDay || secondOfDay < toSecondOfDay;
  }

  /** Whether it is time to trim ahead of it. */
  public boolean trimsAheadAt(int secondOfDay) {
    int untilSeconds = Math.floorMod(fromSecondOfDay - secondOfDay, DAY_SECONDS);
    return untilSeconds > 0 && untilSeconds <= trimAheadSeconds;
  }
}
