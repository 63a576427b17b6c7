package org.tcmureclaim.host;

import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.Outcomes;

/** Carries plans out, one at a time, without ever holding up the decision thread. */
public interface Truncator {

  /** Its name for an operator: {@code shim}, {@code stock} or {@code observe}. */
  String name();

  /** Why this one was chosen, for an operator. */
  String reason();

  Granularity granularity();

  /**
   * Starts to carry out a plan. What is needed of the plan is copied before this returns.
   *
   * @return false where the plan before is still being carried out, or the thread that carries
   *     plans out waits to be started again after a failure; nothing was started then
   */
  boolean begin(Plan plan);

  /**
   * Hands over the outcome of the plan that was begun, once.
   *
   * @return false where none is ready
   */
  boolean takeOutcomes(Outcomes into);
}
