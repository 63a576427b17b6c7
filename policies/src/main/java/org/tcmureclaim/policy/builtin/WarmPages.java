package org.tcmureclaim.policy.builtin;

import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyParameters;

/**
 * What was used so recently that it is only given when that is urgent.
 *
 * @param idleNanos what has been idle for so long is not warm
 */
record WarmPages(long idleNanos) {
  private static final String KEY = "idle";
  private static final long DEFAULT_IDLE_NANOS = 5_000_000_000L;

  /** The parameter that says how long that is. */
  static ParameterDescription parameter(String meaning) {
    return new ParameterDescription(
        KEY, ParameterDescription.Kind.DURATION, "5s", "0s or more", meaning);
  }

  static WarmPages of(PolicyParameters parameters) {
    return new WarmPages(parameters.nanos(KEY, DEFAULT_IDLE_NANOS));
  }

  boolean isWarm(long idleNanos) {
    return idleNanos < this.idleNanos;
  }

  /** Whether they are left alone at this urgency. */
  boolean areSpared(Urgency urgency) {
    return urgency.compareTo(Urgency.URGENT) < 0;
  }
}
