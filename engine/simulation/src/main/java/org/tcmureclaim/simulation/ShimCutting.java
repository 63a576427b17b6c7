package org.tcmureclaim.simulation;

import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;

/** Cuts one device after the other, each to what is to be kept or to its highest block in use. */
final class ShimCutting implements CutMethod {
  private static final long NANOS_PER_DEVICE = 20_000;
  private static final long NANOS_PER_PAGE = 500;

  private final Simulation simulation;
  private final Faults faults;

  ShimCutting(Simulation simulation, Faults faults) {
    this.simulation = simulation;
    this.faults = faults;
  }

  @Override
  public String name() {
    return "shim";
  }

  @Override
  public String reason() {
    return "the simulated kernel has the shim";
  }

  @Override
  public Granularity granularity() {
    return Granularity.DEVICE;
  }

  @Override
  public long begin(PlanCopy plan) {
    return plan.size() * NANOS_PER_DEVICE + plan.plannedPages() * NANOS_PER_PAGE;
  }

  @Override
  public CutResult end(PlanCopy plan, Outcomes into) {
    for (int cut = 0; cut < plan.size(); cut++) {
      cut(plan.key(cut), plan.keepPages(cut), into);
    }
    return OverallResult.of(into);
  }

  private void cut(DeviceKey key, long keepPages, Outcomes into) {
    Lun lun = simulation.luns().find(key);
    if (lun == null) {
      into.add(key, CutResult.GONE, 0);
    } else if (faults.has(key, Fault.BUSY)) {
      into.add(key, CutResult.BUSY, 0);
    } else if (faults.has(key, Fault.REFUSED)) {
      into.add(key, CutResult.REFUSED, 0);
    } else {
      long freedPages = lun.device().area().truncate(keepPages);
      long heldNanos = NANOS_PER_DEVICE + freedPages * NANOS_PER_PAGE;
      into.add(key, freedPages > 0 ? CutResult.FREED : CutResult.NOTHING, freedPages, heldNanos);
    }
  }
}
