package org.tcmureclaim.agent.state;

/**
 * What was promised to a customer. Sizes are of all its devices together.
 *
 * @param policy by its name in the configuration
 * @param preference {@code prefer}, {@code neutral}, {@code avoid} or {@code never}, which it is
 *     while the customer is paused too
 * @param weight its part of the demand against other customers', 1 to 10000
 * @param minBytes never cut below this
 * @param lowBytes cut below this only in an emergency
 * @param highBytes trimmed towards this at leisure; {@link #UNLIMITED} for no limit
 * @param maxBytes trimmed towards this at once; {@link #UNLIMITED} for no limit
 */
public record CustomerState(
    String name,
    String policy,
    String preference,
    int weight,
    long minBytes,
    long lowBytes,
    long highBytes,
    long maxBytes) {
  /** No limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;
}
