package org.tcmureclaim.agent.journal;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

/**
 * What was decided about one device, with the numbers, and what it would take for another answer.
 *
 * @param rule the policy or the limb of the guard that decided
 * @param keepPages what the cut was to leave; {@link #NONE} where it was not cut
 * @param cutPlace its place among the cuts, counted from 0; {@link #NOT_KNOWN} where it was not
 *     cut, or an older version wrote it
 * @param result of the cut; null where it was not cut or that is not known
 * @param atIdleNanos it would be cut once idle for so long; {@link #NONE} where that does not help
 * @param atDemandPages it would be cut at a demand of so many pages; {@link #NONE} likewise
 * @param afterNanos it would be cut so long after the decision; {@link #NONE} likewise
 * @param aboveCustomerPages it would be cut once its customer holds more; {@link #NONE} likewise
 * @param atUrgency it would be cut at this urgency; {@link Urgency#NONE} where none helps
 */
public record DeviceReason(
    String device,
    long generation,
    String customer,
    Verdict verdict,
    String rule,
    long residentPages,
    long tailPages,
    long idleNanos,
    long keepPages,
    long expectedPages,
    int cutPlace,
    @Nullable CutResult result,
    long freedPages,
    long atIdleNanos,
    long atDemandPages,
    long afterNanos,
    long aboveCustomerPages,
    Urgency atUrgency) {
  /** Stands for a number that there is not. */
  public static final long NONE = Long.MAX_VALUE;

  /** Stands for a place that there is not. */
  public static final int NOT_KNOWN = -1;
}
