package org.tcmureclaim.simulation;

import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;

/** Notes plans and touches nothing. */
final class Observing implements CutMethod {
  @Override
  public String name() {
    return "observe";
  }

  @Override
  public String reason() {
    return "the simulated host was asked for without any means to truncate";
  }

  @Override
  public Granularity granularity() {
    return Granularity.DEVICE;
  }

  @Override
  public long begin(PlanCopy plan) {
    return 0;
  }

  @Override
  public CutResult end(PlanCopy plan, Outcomes into) {
    for (int cut = 0; cut < plan.size(); cut++) {
      into.add(plan.key(cut), CutResult.OBSERVED, 0);
    }
    return CutResult.OBSERVED;
  }
}
