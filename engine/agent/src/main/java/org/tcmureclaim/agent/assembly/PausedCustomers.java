package org.tcmureclaim.agent.assembly;

import java.util.Set;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.DecisionSettings;

/** Customers that an operator wants left alone: as if their preference were {@code never}. */
final class PausedCustomers {
  private PausedCustomers() {}

  /** The same settings, with these customers left alone. */
  static DecisionSettings in(DecisionSettings settings, Set<String> paused) {
    return new DecisionSettings(
        settings.demand(),
        settings.guard(),
        settings.granularity(),
        settings.customers().stream()
            .map(c -> paused.contains(c.settings().name()) ? leftAlone(c) : c)
            .toList());
  }

  private static CustomerPolicy leftAlone(CustomerPolicy customer) {
    CustomerSettings s = customer.settings();
    return new CustomerPolicy(
        new CustomerSettings(
            s.name(),
            s.protection(),
            s.keepPages(),
            s.weight(),
            s.quota(),
            Preference.NEVER,
            s.quietTimes()),
        customer.policyName(),
        customer.policy(),
        customer.candidate());
  }
}
