package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.configuration.rules.DemandRules;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;

/** From a configuration to the settings of a decider. */
final class Decisions {
  private Decisions() {}

  /**
   * The settings that a configuration describes.
   *
   * @param totalBytes the host's memory, which shares are shares of
   * @param policies where each customer's policy comes from
   */
  static DecisionSettings of(
      AgentConfig config, long totalBytes, Granularity granularity, PolicyPool policies) {
    return of(config, totalBytes, granularity, policies.of(config.customers()));
  }

  /** Those of its shadow; empty where it has none. */
  static Optional<DecisionSettings> ofShadow(
      AgentConfig config, long totalBytes, Granularity granularity, PolicyPool policies) {
    return config
        .shadow()
        .map(
            shadow ->
                of(config, totalBytes, granularity, policies.shadowOf(config.customers(), shadow)));
  }

  private static DecisionSettings of(
      AgentConfig config,
      long totalBytes,
      Granularity granularity,
      List<CustomerPolicy> customers) {
    DemandRules demand = new DemandRules(config.memory(), config.controller());
    return new DecisionSettings(
        demand.of(totalBytes, config.guard().staleAfterNanos()),
        config.guard(),
        granularity,
        customers);
  }
}
