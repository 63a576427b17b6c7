package org.tcmureclaim.image;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * What became of the plan that ended last. Each tick has it until the next plan ends, so that who
 * missed the tick in which it ended finds it all the same. It is not in the file of an image.
 *
 * @param number of the plan, counted from 1; 0 where none has ended yet
 * @param result of the plan as a whole
 * @param freedPages by all cuts
 * @param startedAtNanos when truncating began, on the host's clock
 * @param problem what went wrong, in words for an operator; empty where nothing did
 */
public record EndedPlan(
    long number,
    CutResult result,
    long freedPages,
    long startedAtNanos,
    long endedAtNanos,
    String problem,
    List<Cut> cuts) {
  static final EndedPlan NONE = new EndedPlan(0, CutResult.NOTHING, 0, 0, 0, "", List.of());

  public EndedPlan {
    cuts = List.copyOf(cuts);
  }

  /**
   * One device's part in it.
   *
   * @param key of the device, which may have gone meanwhile
   * @param heldNanos for how long the cut held the device's lock; 0 where the host cannot tell
   */
  public record Cut(DeviceKey key, CutResult result, long freedPages, long heldNanos) {}

  static EndedPlan of(long number, Outcomes outcomes) {
    List<Cut> cuts = new ArrayList<>(outcomes.size());
    for (int cut = 0; cut < outcomes.size(); cut++) {
      cuts.add(
          new Cut(
              outcomes.key(cut),
              outcomes.result(cut),
              outcomes.freedPages(cut),
              outcomes.heldNanos(cut)));
    }
    return new EndedPlan(
        number,
        outcomes.overall(),
        outcomes.totalFreedPages(),
        outcomes.startedAtNanos(),
        outcomes.endedAtNanos(),
        outcomes.problem(),
        cuts);
  }
}
