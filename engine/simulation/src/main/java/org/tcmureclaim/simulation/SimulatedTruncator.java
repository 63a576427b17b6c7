package org.tcmureclaim.simulation;

import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.outcome.Outcomes;

/** Carries plans out in simulated time: what was begun ends some steps later. */
final class SimulatedTruncator implements Truncator {
  private static final long ABSENCE_NANOS = 3_000_000_000L;

  private final CutMethod method;
  private final Simulation simulation;
  private final Faults faults;
  private final PlanCopy plan = new PlanCopy();
  private final Outcomes ready = new Outcomes();
  private boolean underWay;
  private boolean outcomesReady;
  private long beganAtNanos;
  private long endsAtNanos;

  SimulatedTruncator(CutMethod method, Simulation simulation, Faults faults) {
    this.method = method;
    this.simulation = simulation;
    this.faults = faults;
  }

  @Override
  public String name() {
    return method.name();
  }

  @Override
  public String reason() {
    return method.reason();
  }

  @Override
  public Granularity granularity() {
    return method.granularity();
  }

  @Override
  public boolean begin(Plan planToCarryOut) {
    if (underWay) {
      return false;
    }
    plan.copy(planToCarryOut);
    beganAtNanos = simulation.nowNanos();
    endsAtNanos = beganAtNanos + method.begin(plan);
    underWay = true;
    outcomesReady = false;
    return true;
  }

  /**
   * Ends the plan under way where its time has come; called after each step of time.
   *
   * @return whether it ended
   */
  boolean advance() {
    if (!underWay || simulation.nowNanos() < endsAtNanos) {
      return false;
    }
    underWay = false;
    detachFaulty();
    ready.begin(beganAtNanos);
    ready.end(method.end(plan, ready), "", simulation.nowNanos());
    outcomesReady = true;
    return true;
  }

  @Override
  public boolean takeOutcomes(Outcomes into) {
    if (!outcomesReady) {
      return false;
    }
    outcomesReady = false;
    into.begin(ready.startedAtNanos());
    for (int cut = 0; cut < ready.size(); cut++) {
      into.add(ready.key(cut), ready.result(cut), ready.freedPages(cut), ready.heldNanos(cut));
    }
    into.end(ready.overall(), ready.problem(), ready.endedAtNanos());
    return true;
  }

  private void detachFaulty() {
    for (int cut = 0; cut < plan.size(); cut++) {
      Lun lun = simulation.luns().find(plan.key(cut));
      if (lun != null && faults.has(lun.key(), Fault.VANISHES_BEFORE_CUT)) {
        simulation.churn().detach(lun, simulation.luns(), simulation.nowNanos() + ABSENCE_NANOS);
      }
    }
  }

  /** Drops the plan under way, restoring what it had changed. */
  void close() {
    if (underWay) {
      underWay = false;
      method.end(plan, ready);
    }
  }
}
