package org.tcmureclaim.linux.shim;

import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.plan.PlanWorker;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shim.ReclaimPort;

/**
 * Truncates single devices through the shim. Leaves nothing behind that would have to be put back:
 * if the agent dies, the module may look after tails by itself.
 */
public final class ShimTruncator implements Truncator, AutoCloseable {
  private final String reason;
  private final PatientCutting patient;
  private final PlanWorker worker;

  /**
   * Starts its threads.
   *
   * @param reason why it was chosen
   * @param controller the port of the controller
   * @param reader another port of the same shim
   * @param figures which have been asked of the shim before each plan
   * @param workers its threads are among them
   * @param wake called when an outcome is ready
   */
  public ShimTruncator(
      String reason,
      ReclaimPort controller,
      ReclaimPort reader,
      ShimFigures figures,
      MonotonicClock clock,
      Workers workers,
      Runnable wake) {
    this.reason = reason;
    this.patient = new PatientCutting(controller, clock, workers);
    this.worker =
        new PlanWorker(
            "tcmu-shim",
            new ShimRelease(controller, figures.targets(), clock, patient, new LockTimes(reader)),
            clock,
            workers,
            wake);
  }

  @Override
  public String name() {
    return "shim";
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public Granularity granularity() {
    return Granularity.DEVICE;
  }

  @Override
  public boolean begin(Plan plan) {
    return worker.begin(plan);
  }

  @Override
  public boolean takeOutcomes(Outcomes into) {
    return worker.takeOutcomes(into);
  }

  @Override
  public void close() {
    patient.close();
    worker.close();
  }
}
