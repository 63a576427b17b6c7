package org.tcmureclaim.decision;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * One customer's promises and the policy that chooses among its devices, and sees no others.
 *
 * @param policyName as in the configuration, for explanations
 * @param policy of this customer alone: two customers never share an instance
 * @param candidate on trial with some of its devices; null for none
 */
public record CustomerPolicy(
    CustomerSettings settings,
    String policyName,
    ReclaimPolicy policy,
    @Nullable Candidate candidate) {

  /** A customer without a trial. */
  public CustomerPolicy(CustomerSettings settings, String policyName, ReclaimPolicy policy) {
    this(settings, policyName, policy, null);
  }
}
