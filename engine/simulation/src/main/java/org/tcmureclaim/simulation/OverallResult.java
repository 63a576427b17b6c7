package org.tcmureclaim.simulation;

import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;

/** The result of a plan from the results of its cuts. */
final class OverallResult {
  private OverallResult() {}

  /**
   * Freed where any cut freed pages; otherwise what all cuts have in common; otherwise busy where
   * any was busy, for trying again may help then; otherwise nothing.
   */
  static CutResult of(Outcomes outcomes) {
    if (outcomes.totalFreedPages() > 0) {
      return CutResult.FREED;
    }
    boolean alike = outcomes.size() > 0;
    boolean busy = false;
    for (int cut = 0; cut < outcomes.size(); cut++) {
      alike &= outcomes.result(cut) == outcomes.result(0);
      busy |= outcomes.result(cut) == CutResult.BUSY;
    }
    if (alike) {
      return outcomes.result(0);
    }
    return busy ? CutResult.BUSY : CutResult.NOTHING;
  }
}
