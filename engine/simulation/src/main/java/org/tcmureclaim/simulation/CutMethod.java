package org.tcmureclaim.simulation;

import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;

/** One way to carry out a plan on a simulated host. */
interface CutMethod {
  String name();

  String reason();

  Granularity granularity();

  /** Begins with a plan; returns the simulated time that it takes. */
  long begin(PlanCopy plan);

  /** Ends it: adds what became of each cut, and returns the result as a whole. */
  CutResult end(PlanCopy plan, Outcomes into);
}
