package org.tcmureclaim.decision;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.canary.Canary;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.guard.CustomerGuard;
import org.tcmureclaim.outcome.RegretTally;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;
import org.tcmureclaim.snapshot.ViewSlots;

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

  /** The slots that its policy knows its devices by; null where they are the host's. */
  private @Nullable ViewSlots slots;

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

  /**
   * Looks at a host: at all of it where it has all devices, but for a policy that knows them by
   * slots of a view already.
   */
  void look(HostSnapshot host, boolean hasAll) {
    if (slots == null && !hasAll) {
      slots = new ViewSlots();
    }
    view = slots == null ? host : host.subset(slots);
  }

  /** Goes on with the slots by which its policy knows its devices. */
  void keepSlotsOf(Party before) {
    slots = before.slots;
  }

  @Nullable ViewSlots slots() {
    return slots;
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
