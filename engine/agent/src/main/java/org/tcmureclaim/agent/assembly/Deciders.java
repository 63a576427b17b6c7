package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.ControllerConfig;
import org.tcmureclaim.agent.config.GuardConfig;
import org.tcmureclaim.agent.config.MemoryConfig.Watermarks;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;

/** Makes the decider that a configuration describes. */
final class Deciders {
  /** What one PSI event asks for at once; the controller adds to it while stalls go on. */
  private static final double SOME_EVENT_SHARE = 0.10;

  private static final double FULL_EVENT_SHARE = 0.25;

  private Deciders() {}

  /**
   * A decider with no history.
   *
   * @param totalBytes the host's memory, which shares are shares of
   */
  static Decider of(AgentConfig config, long totalBytes, Granularity granularity) {
    Watermarks watermarks = config.memory().of(totalBytes);
    ControllerConfig controller = config.controller();
    GuardConfig guard = config.guard();
    return new Decider(
        DecisionSettings.forAll(
            new DemandSettings(
                watermarks.minBytes(),
                watermarks.lowBytes(),
                watermarks.highBytes(),
                Math.max(watermarks.highBytes(), controller.plenty().bytesOf(totalBytes)),
                controller.stallGoal(),
                controller.gain(),
                SOME_EVENT_SHARE,
                FULL_EVENT_SHARE,
                guard.staleAfterNanos()),
            new GuardSettings(
                guard.cooldownNanos(),
                guard.staleAfterNanos(),
                guard.keepPages(),
                guard.smallestReleasePages()),
            granularity,
            config.policy().name(),
            config.policy().newPolicy()));
  }
}
