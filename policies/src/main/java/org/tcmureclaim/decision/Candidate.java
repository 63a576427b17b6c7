package org.tcmureclaim.decision;

import org.tcmureclaim.canary.CanarySettings;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * A policy on trial: it has a share of one customer's devices, under the same promises.
 *
 * @param policyName as in the configuration, for explanations
 */
public record Candidate(String policyName, ReclaimPolicy policy, CanarySettings limits) {}
