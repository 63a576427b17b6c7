package org.tcmureclaim.agent.loop;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.DecisionSettings;

/**
 * All of a configuration that can change while the loop turns.
 *
 * @param shadow of those who decide beside, without acting; null for none
 */
public record LoopRules(
    DecisionSettings decisions,
    @Nullable DecisionSettings shadow,
    LoopSettings pace,
    CustomerDirectory customers) {

  /** Rules without a shadow. */
  public LoopRules(DecisionSettings decisions, LoopSettings pace, CustomerDirectory customers) {
    this(decisions, null, pace, customers);
  }

  /** The same rules with other decisions. */
  public LoopRules with(DecisionSettings newDecisions) {
    return new LoopRules(newDecisions, shadow, pace, customers);
  }
}
