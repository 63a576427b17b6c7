package org.tcmureclaim.agent.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.decision.Candidate;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * The policy of each customer. One whose configuration is the same as before is the same object, so
 * that it keeps what it has learnt when a configuration is reloaded.
 */
final class PolicyPool {
  private record Pooled(String fingerprint, ReclaimPolicy policy) {}

  private final Consumer<String> failures;
  private Map<String, Pooled> pool = new HashMap<>();
  private Map<String, Pooled> next = new HashMap<>();

  /** A pool that reports no policy that fails. */
  PolicyPool() {
    this(failure -> {});
  }

  /**
   * An empty pool.
   *
   * @param failures told, in words, of a policy that failed and was ended; must not block
   */
  PolicyPool(Consumer<String> failures) {
    this.failures = failures;
  }

  /** Customers with their policies, in order; the last is the one for all others. */
  List<CustomerPolicy> of(Customers customers) {
    List<CustomerPolicy> all = new ArrayList<>();
    for (CustomerConfig customer : customers.all()) {
      all.add(
          new CustomerPolicy(
              customer.settings(),
              customer.policy().name(),
              confined("policy of customer " + customer.name(), customer.policy()),
              candidate(customer)));
    }
    return all;
  }

  /**
   * The same customers as a shadow has them: with its policy where they have none of their own, and
   * without trials.
   */
  List<CustomerPolicy> shadowOf(Customers customers, PolicyConfig shadow) {
    List<CustomerPolicy> all = new ArrayList<>();
    for (CustomerConfig customer : customers.all()) {
      PolicyConfig policy = customer.ownPolicy() ? customer.policy() : shadow;
      all.add(
          new CustomerPolicy(
              customer.settings(), policy.name(), pooled("shadow of " + customer.name(), policy)));
    }
    return all;
  }

  /** Forgets those that were not asked for since the last time. */
  void forgetOthers() {
    pool = next;
    next = new HashMap<>();
  }

  private @Nullable Candidate candidate(CustomerConfig customer) {
    return customer
        .canary()
        .map(
            canary ->
                new Candidate(
                    canary.policy().name(),
                    confined("canary of customer " + customer.name(), canary.policy()),
                    canary.limits()))
        .orElse(null);
  }

  /** One that acts: what it does wrong ends it, and not the agent. */
  private ReclaimPolicy confined(String role, PolicyConfig policy) {
    return pooled(
        role,
        policy,
        made ->
            new ConfinedPolicy(
                made,
                PolicyConfig::usualPolicy,
                failure ->
                    failures.accept(
                        ("policy %s (%s) failed and is not asked any more; the usual one decides"
                                + " until the configuration names another: %s")
                            .formatted(policy.name(), role, failure))));
  }

  private ReclaimPolicy pooled(String role, PolicyConfig policy) {
    return pooled(role, policy, made -> made);
  }

  private ReclaimPolicy pooled(
      String role, PolicyConfig policy, UnaryOperator<ReclaimPolicy> around) {
    @Nullable Pooled before = pool.get(role);
    String fingerprint = policy.fingerprint();
    Pooled pooled =
        before != null && before.fingerprint.equals(fingerprint)
            ? before
            : new Pooled(fingerprint, around.apply(policy.newPolicy()));
    next.put(role, pooled);
    return pooled.policy;
  }
}
