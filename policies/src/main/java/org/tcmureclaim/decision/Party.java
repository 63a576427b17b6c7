package org.tcmureclaim.decision;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.canary.Canary;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.guard.CustomerGuard;
import org.tcmureclaim.outcome.RegretTally;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;

/** One policy and the devices that it chooses among: all of a customer's, or those of a trial. */
final class Party {
  final int customerIndex;
  final CustomerGuard customer;
  final String policyName;
  final ReclaimPolicy policy;
  final @Nullable Canary canary;
  final RegretTally regret;

  /** What is asked of it in this scan. */
  final Demand demand = new Demand();

  /** What its customer's own limits want of it in this tick. */
  final Demand own = new Demand();

  private @Nullable HostSnapshot view;
  long tailPages;
  long willingPages;

  /** What it could still give of what its customer holds above {@code high}. */
  long excessLeftPages;

  /** What it could still give of the rest. */
  long restLeftPages;

  /** Its part of the host's demand. */
  long sharePages;

  long acceptedPages;

  Party(
      int customerIndex,
      CustomerGuard customer,
      String policyName,
      ReclaimPolicy policy,
      @Nullable Canary canary,
      RegretTally regret) {
    this.customerIndex = customerIndex;
    this.customer = customer;
    this.policyName = policyName;
    this.policy = policy;
    this.canary = canary;
    this.regret = regret;
  }

  /**
   * Its devices. Views are made by the first tick: one beforehand for each of many costs memory.
   */
  HostSnapshot view() {
    return Objects.requireNonNull(view, "no tick yet");
  }

  void look(HostSnapshot newView) {
    view = newView;
  }

  void begin() {
    tailPages = 0;
    excessLeftPages = 0;
    restLeftPages = 0;
    sharePages = 0;
    acceptedPages = 0;
    own.none();
    demand.none();
  }

  /** It has given less than its part so far; after a scan that means that it has no more. */
  boolean isShort() {
    return acceptedPages < sharePages;
  }
}
