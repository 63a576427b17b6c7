package org.tcmureclaim.agent.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.config.CustomerConfig;
import org.tcmureclaim.agent.config.Customers;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * The policy of each customer. One whose configuration is the same as before is the same object, so
 * that it keeps what it has learnt when a configuration is reloaded.
 */
final class PolicyPool {
  private record Pooled(String fingerprint, ReclaimPolicy policy) {}

  private Map<String, Pooled> byCustomer = new HashMap<>();

  /** Customers with their policies, in order; the last is the one for all others. */
  List<CustomerPolicy> of(Customers customers) {
    Map<String, Pooled> next = new HashMap<>();
    List<CustomerPolicy> all = new ArrayList<>();
    for (CustomerConfig customer : customers.all()) {
      Pooled pooled = pooled(customer);
      next.put(customer.name(), pooled);
      all.add(new CustomerPolicy(customer.settings(), customer.policy().name(), pooled.policy));
    }
    byCustomer = next;
    return all;
  }

  private Pooled pooled(CustomerConfig customer) {
    @Nullable Pooled before = byCustomer.get(customer.name());
    String fingerprint = customer.policy().fingerprint();
    return before != null && before.fingerprint.equals(fingerprint)
        ? before
        : new Pooled(fingerprint, customer.policy().newPolicy());
  }
}
