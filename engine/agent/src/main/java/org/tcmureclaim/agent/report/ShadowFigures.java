package org.tcmureclaim.agent.report;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.shadow.UsageModel;

/** A copy of a score that is taken in each tick and costs no allocation. */
public final class ShadowFigures {
  private boolean known;
  private long activeReallocatedPages;
  private long activeCutPages;
  private long activeHeldPageMillis;
  private long shadowReallocatedPages;
  private long shadowCutPages;
  private long shadowHeldPageMillis;

  /** Takes the score as it stands; of no shadow, none. */
  public void copy(@Nullable ShadowRun run) {
    known = run != null;
    if (run != null) {
      UsageModel active = run.active();
      activeReallocatedPages = active.reallocatedPages();
      activeCutPages = active.cutPages();
      activeHeldPageMillis = active.heldPageMillis();
      UsageModel shadow = run.shadow();
      shadowReallocatedPages = shadow.reallocatedPages();
      shadowCutPages = shadow.cutPages();
      shadowHeldPageMillis = shadow.heldPageMillis();
    }
  }

  /** The copy, to be handed on; null where there is no shadow. */
  public @Nullable ShadowScore score() {
    return known
        ? new ShadowScore(
            new ShadowScore.Side(activeReallocatedPages, activeCutPages, activeHeldPageMillis),
            new ShadowScore.Side(shadowReallocatedPages, shadowCutPages, shadowHeldPageMillis))
        : null;
  }
}
