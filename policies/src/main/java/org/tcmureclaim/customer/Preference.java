package org.tcmureclaim.customer;

/** Whose pages go first. */
public enum Preference {
  /** Before everybody else's. */
  PREFER,
  NEUTRAL,
  /** Only when all others could not give enough. */
  AVOID,
  /** Never, not even in an emergency. */
  NEVER
}
