package org.tcmureclaim.agent.loop;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.DecisionSettings;

/**
 * All of a configuration that can change while the loop turns.
 *
 * @param shadow of those who decide beside, without acting; null for none
 * @param number tells it apart from others that are handed to the loop: {@link #FIRST}, and then
 *     larger ones
 */
public record LoopRules(
    DecisionSettings decisions,
    @Nullable DecisionSettings shadow,
    LoopSettings pace,
    CustomerDirectory customers,
    long number) {
  /** The number of the rules that the loop begins with. */
  public static final long FIRST = 1;

  public LoopRules(
      DecisionSettings decisions,
      @Nullable DecisionSettings shadow,
      LoopSettings pace,
      CustomerDirectory customers) {
    this(decisions, shadow, pace, customers, FIRST);
  }

  /** Rules without a shadow. */
  public LoopRules(DecisionSettings decisions, LoopSettings pace, CustomerDirectory customers) {
    this(decisions, null, pace, customers);
  }

  /** The same rules with other decisions. */
  public LoopRules with(DecisionSettings newDecisions) {
    return new LoopRules(newDecisions, shadow, pace, customers, number);
  }

  /** The same rules under this number. */
  public LoopRules numbered(long newNumber) {
    return new LoopRules(decisions, shadow, pace, customers, newNumber);
  }
}
