package org.tcmureclaim.decision;

import java.util.HashSet;
import java.util.List;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * All that a {@link Decider} is told besides what happens.
 *
 * @param customers in the order of the configuration; the last one has every device that was
 *     assigned to nobody; no two have the same name
 */
public record DecisionSettings(
    DemandSettings demand,
    GuardSettings guard,
    Granularity granularity,
    List<CustomerPolicy> customers) {

  public DecisionSettings {
    customers = List.copyOf(customers);
    if (customers.isEmpty()) {
      throw new IllegalArgumentException("no customers; the last one has the unassigned devices");
    }
    var names = new HashSet<String>();
    for (CustomerPolicy customer : customers) {
      if (!names.add(customer.settings().name())) {
        throw new IllegalArgumentException("two customers named " + customer.settings().name());
      }
    }
  }

  /** One customer without promises or limits has all devices. */
  public static DecisionSettings forAll(
      DemandSettings demand,
      GuardSettings guard,
      Granularity granularity,
      String policyName,
      ReclaimPolicy policy) {
    var everybody = CustomerSettings.unlimited("other");
    return new DecisionSettings(
        demand, guard, granularity, List.of(new CustomerPolicy(everybody, policyName, policy)));
  }
}
