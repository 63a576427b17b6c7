package org.tcmureclaim.linux.shim;

import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.linux.plan.PlanWork;
import org.tcmureclaim.linux.shim.ShimCuts.Progress;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shim.ReclaimPort;
import org.tcmureclaim.shim.ReclaimScan;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Carries out one plan. First every device in turn, a piece at a time and without waiting for
 * anyone; then those that were busy, with patience and a deadline. A device that keeps its lock for
 * long delays the others by that deadline at most, once: it counts as busy then, and whoever plans
 * backs off from it.
 */
final class ShimRelease implements PlanWork {
  private static final int BATCH = 256;
  private static final long PATIENCE_NANOS = 250_000_000;

  private final ReclaimPort port;
  private final ShimTargets targets;
  private final MonotonicClock clock;
  private final PatientCutting patient;
  private final LockTimes lockTimes;
  private final long patienceNanos;
  private final ShimCuts cuts = new ShimCuts();
  private final ReclaimScan batch = new ReclaimScan(BATCH);
  private final int[] cutOfRequest = new int[BATCH];

  ShimRelease(
      ReclaimPort port,
      ShimTargets targets,
      MonotonicClock clock,
      PatientCutting patient,
      LockTimes lockTimes) {
    this(port, targets, clock, patient, lockTimes, PATIENCE_NANOS);
  }

  ShimRelease(
      ReclaimPort port,
      ShimTargets targets,
      MonotonicClock clock,
      PatientCutting patient,
      LockTimes lockTimes,
      long patienceNanos) {
    this.port = port;
    this.targets = targets;
    this.clock = clock;
    this.patient = patient;
    this.lockTimes = lockTimes;
    this.patienceNanos = patienceNanos;
  }

  @Override
  public void take(Plan plan) {
    cuts.take(plan, targets);
  }

  @Override
  public void run(Outcomes outcomes) throws InterruptedException {
    outcomes.begin(clock.nanoTime());
    patient.addLate(outcomes);
    lockTimes.begin();
    String problem = "";
    try {
      while (cuts.count(Progress.OPEN) > 0) {
        giveEachATurn();
      }
    } catch (SystemCallException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (problem.isEmpty() && cuts.count(Progress.BUSY) > 0) {
      var unused = patient.cutBusy(cuts, clock.nanoTime() + patienceNanos);
    }
    lockTimes.end();
    for (int cut = 0; cut < cuts.size(); cut++) {
      long heldNanos =
          cuts.freedPages(cut) > 0 ? lockTimes.heldNanos(cuts.generation(cut), cuts.minor(cut)) : 0;
      outcomes.add(cuts.key(cut), cuts.result(cut), cuts.freedPages(cut), heldNanos);
    }
    outcomes.end(CutProblems.overall(cuts), problem + CutProblems.describe(cuts), clock.nanoTime());
  }

  /** What was not carried out counts as refused, so that it is not tried again at once. */
  @Override
  public void giveUp(Outcomes outcomes) {
    for (int cut = 0; cut < cuts.size(); cut++) {
      boolean open = cuts.progress(cut) == Progress.OPEN && cuts.freedPages(cut) == 0;
      outcomes.add(
          cuts.key(cut), open ? CutResult.REFUSED : cuts.result(cut), cuts.freedPages(cut));
    }
  }

  private void giveEachATurn() throws SystemCallException {
    batch.clear();
    for (int cut = 0; cut < cuts.size(); cut++) {
      if (cuts.progress(cut) == Progress.OPEN) {
        cutOfRequest[batch.size()] = cut;
        cuts.request(cut, batch, false);
      }
      if (batch.isFull()) {
        scan();
      }
    }
    scan();
  }

  private void scan() throws SystemCallException {
    port.scan(batch);
    for (int request = 0; request < batch.size(); request++) {
      cuts.settle(cutOfRequest[request], batch, request);
    }
    batch.clear();
  }
}
