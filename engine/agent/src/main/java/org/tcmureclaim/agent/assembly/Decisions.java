package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.ControllerConfig;
import org.tcmureclaim.agent.config.MemoryConfig.Watermarks;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;

/** From a configuration to the settings of a decider. */
final class Decisions {
  /** What one PSI event asks for at once; the controller adds to it while stalls go on. */
  private static final double SOME_EVENT_SHARE = 0.10;

  private static final double FULL_EVENT_SHARE = 0.25;

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
    Watermarks watermarks = config.memory().of(totalBytes);
    ControllerConfig controller = config.controller();
    return new DecisionSettings(
        new DemandSettings(
            watermarks.minBytes(),
            watermarks.lowBytes(),
            watermarks.highBytes(),
            Math.max(watermarks.highBytes(), controller.plenty().bytesOf(totalBytes)),
            controller.stallGoal(),
            controller.gain(),
            SOME_EVENT_SHARE,
            FULL_EVENT_SHARE,
            config.guard().staleAfterNanos()),
        config.guard(),
        granularity,
        customers);
  }
}
