package org.tcmureclaim.demand;

/** What made the agent want memory. */
public enum Trigger {
  NONE,
  /** A policy's own limits, with no demand from the host. */
  LEISURE,
  /** A customer's quiet time begins soon. */
  QUIET_AHEAD,
  /** A customer holds more than its {@code high} limit. */
  CUSTOMER_HIGH,
  /** A customer holds more than its {@code max} limit. */
  CUSTOMER_MAX,
  /** Available memory is between its low and high watermarks on the way up. */
  MEMORY_HIGH,
  /** Available memory is below its low watermark. */
  MEMORY_LOW,
  /** Available memory is below its min watermark. */
  MEMORY_MIN,
  /** Stall time grows faster than the goal, without an event. */
  PSI_RISING,
  /** A PSI {@code some} trigger fired. */
  PSI_SOME,
  /** A PSI {@code full} trigger fired. */
  PSI_FULL,
  /** An operator asked for it. */
  OPERATOR;

  /** Whether the host wants memory, rather than a policy's or a customer's own limits. */
  public boolean isOfHost() {
    return switch (this) {
      case NONE, LEISURE, QUIET_AHEAD, CUSTOMER_HIGH, CUSTOMER_MAX, OPERATOR -> false;
      case MEMORY_HIGH, MEMORY_LOW, MEMORY_MIN, PSI_RISING, PSI_SOME, PSI_FULL -> true;
    };
  }
}
