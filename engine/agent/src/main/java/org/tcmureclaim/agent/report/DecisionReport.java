package org.tcmureclaim.agent.report;

import java.util.List;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.Verdict;

/**
 * One plan and what became of it.
 *
 * @param number counted from 1
 * @param atSeconds on the host's clock
 * @param cuts in the order of cutting
 * @param durationMillis from the start to the end of truncating
 * @param problem what went wrong, in words; empty where nothing did
 * @param someStallShare the share of time with a stalled task since the tick before, 0 to 1
 */
public record DecisionReport(
    long number,
    double atSeconds,
    Urgency urgency,
    Trigger trigger,
    long demandPages,
    long plannedPages,
    List<Cut> cuts,
    CutResult result,
    long freedPages,
    double durationMillis,
    String problem,
    long availableBytes,
    double someStallShare)
    implements Report {
  private static final double NANOS_PER_MILLI = 1e6;

  public DecisionReport {
    cuts = List.copyOf(cuts);
  }

  /** The same plan, and what became of it. */
  public DecisionReport ended(Outcomes outcomes) {
    return new DecisionReport(
        number,
        atSeconds,
        urgency,
        trigger,
        demandPages,
        plannedPages,
        cuts,
        outcomes.overall(),
        outcomes.totalFreedPages(),
        (outcomes.endedAtNanos() - outcomes.startedAtNanos()) / NANOS_PER_MILLI,
        outcomes.problem(),
        availableBytes,
        someStallShare);
  }

  /**
   * One device's part in the plan.
   *
   * @param keepPages pages to leave, counted from the start of the data area
   * @param expectedPages pages that the cut was expected to free
   */
  public record Cut(
      String device, String customer, long keepPages, long expectedPages, Verdict verdict) {}
}
