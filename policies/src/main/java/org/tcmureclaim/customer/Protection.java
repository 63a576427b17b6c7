package org.tcmureclaim.customer;

/**
 * Limits on what the devices of one customer hold together, with the meaning that memory.min, low,
 * high and max have in control groups (Documentation/admin-guide/cgroup-v2.rst).
 *
 * @param minPages never cut below this
 * @param lowPages cut below this only in an emergency
 * @param highPages above this, trimmed towards it at leisure
 * @param maxPages above this, trimmed towards it at once
 */
public record Protection(long minPages, long lowPages, long highPages, long maxPages) {
  /** No limit, in {@code highPages} and {@code maxPages}. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Nothing is promised and nothing is limited. */
  public static final Protection NONE = new Protection(0, 0, UNLIMITED, UNLIMITED);

  public Protection {
    if (minPages < 0 || lowPages < minPages || highPages < lowPages || maxPages < highPages) {
      throw new IllegalArgumentException(
          "limits out of order: min %d low %d high %d max %d pages"
              .formatted(minPages, lowPages, highPages, maxPages));
    }
  }
}
