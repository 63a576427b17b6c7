package org.tcmureclaim.agent.report;

import java.util.List;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
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

  public DecisionReport {
    cuts = List.copyOf(cuts);
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
