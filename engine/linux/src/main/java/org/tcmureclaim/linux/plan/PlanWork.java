package org.tcmureclaim.linux.plan;

import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.Outcomes;

/** What a {@link PlanWorker} does with a plan. */
public interface PlanWork {

  /** Takes over what is needed of a plan. Called on the decision thread, before {@link #run}. */
  void take(Plan plan);

  /** Carries out what was taken and writes down what came of it. May wait. */
  void run(Outcomes outcomes) throws InterruptedException;

  /**
   * Writes down how far {@link #run} came, which threw: every device of the plan has an outcome,
   * and pages that were freed are told. Puts back what must not stay as it is.
   *
   * @param outcomes empty
   */
  void giveUp(Outcomes outcomes);
}
