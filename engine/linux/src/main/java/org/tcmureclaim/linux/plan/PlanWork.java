package org.tcmureclaim.linux.plan;

import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.Outcomes;

/** What a {@link PlanWorker} does with a plan. */
public interface PlanWork {

  /** Takes over what is needed of a plan. Called on the decision thread, before {@link #run}. */
  void take(Plan plan);

  /** Carries out what was taken and writes down what came of it. May wait. */
  void run(Outcomes outcomes) throws InterruptedException;
}
