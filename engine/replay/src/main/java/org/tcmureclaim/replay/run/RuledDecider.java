package org.tcmureclaim.replay.run;

import java.util.List;
import org.tcmureclaim.configuration.rules.CanaryConfig;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.decision.Candidate;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.replay.ticks.TickTable;

/** The agent's decider as a configuration describes it, with the devices of a trace. */
final class RuledDecider {
  private RuledDecider() {}

  /** A decider that has seen nothing yet; devices keep their numbers as slots. */
  static Decider of(ReclaimRules rules, DemandSettings demand, TickTable ticks) {
    Decider decider =
        new Decider(
            new DecisionSettings(
                demand,
                neverStale(rules.guard()),
                Granularity.DEVICE,
                rules.customers().all().stream().map(RuledDecider::customer).toList()));
    for (int device = 0; device < ticks.devices(); device++) {
      decider.assign(device, rules.customers().indexOf(TracedDevice.identity(ticks.name(device))));
    }
    return decider;
  }

  private static CustomerPolicy customer(CustomerConfig customer) {
    List<Candidate> candidates = customer.canary().stream().map(RuledDecider::candidate).toList();
    return new CustomerPolicy(
        customer.settings(),
        customer.policy().name(),
        customer.policy().newPolicy(),
        candidates.isEmpty() ? null : candidates.get(0));
  }

  private static Candidate candidate(CanaryConfig canary) {
    return new Candidate(canary.policy().name(), canary.policy().newPolicy(), canary.limits());
  }

  /** An idle device keeps the sample that last changed something, however old. */
  private static GuardSettings neverStale(GuardSettings guard) {
    return new GuardSettings(
        guard.cooldownNanos(),
        Long.MAX_VALUE,
        guard.keepPages(),
        guard.smallestReleasePages(),
        guard.mostDevices(),
        guard.mostCustomerShare(),
        guard.cutBudgetNanos(),
        guard.regretPatience(),
        guard.regretLimitShare());
  }
}
