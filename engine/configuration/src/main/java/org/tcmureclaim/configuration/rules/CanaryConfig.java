package org.tcmureclaim.configuration.rules;

import static org.tcmureclaim.configuration.rules.Durations.seconds;

import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.canary.CanarySettings;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.policy.PolicyFactory;

/** A policy on trial with some of a customer's devices, and when it loses them. */
public record CanaryConfig(PolicyConfig policy, CanarySettings limits) {
  private static final String KEY = "canary";
  private static final double DEFAULT_SHARE = 0.1;
  private static final double DEFAULT_REGRET_LIMIT_SHARE = 0.2;
  private static final long LEAST_HELD_NANOS = 1_000;
  private static final long DEFAULT_HELD_NANOS = 10_000_000;
  private static final long SIXTEEN_MEBIBYTES_PAGES = 4096;

  /** The trial below the key {@code canary}; empty where there is none. */
  static Optional<CanaryConfig> bind(Section parent, Map<String, PolicyFactory> known) {
    Section section = parent.section(KEY);
    return parent.has(KEY) || parent.isBlueprint()
        ? section.attempt(
            () -> Optional.of(bindGiven(section, known)), Optional::<CanaryConfig>empty)
        : Optional.empty();
  }

  private static CanaryConfig bindGiven(Section section, Map<String, PolicyFactory> known) {
    PolicyConfig policy = PolicyConfig.bindRequired(section, known);
    double deviceShare = section.share("share", DEFAULT_SHARE);
    if (deviceShare <= 0) {
      section.refuse("share", "must be above 0%");
    }
    return new CanaryConfig(
        policy,
        new CanarySettings(
            deviceShare,
            section.share("regret_limit", DEFAULT_REGRET_LIMIT_SHARE),
            section.durationNanos("held_limit", LEAST_HELD_NANOS, seconds(10), DEFAULT_HELD_NANOS),
            section.pages("judged_after", SIXTEEN_MEBIBYTES_PAGES)));
  }
}
