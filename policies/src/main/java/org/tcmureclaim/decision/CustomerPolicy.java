package org.tcmureclaim.decision;

import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * One customer's promises and the policy that chooses among its devices, and sees no others.
 *
 * @param policyName as in the configuration, for explanations
 * @param policy of this customer alone: two customers never share an instance
 */
public record CustomerPolicy(CustomerSettings settings, String policyName, ReclaimPolicy policy) {}
