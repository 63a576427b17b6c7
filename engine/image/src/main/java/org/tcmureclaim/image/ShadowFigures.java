package org.tcmureclaim.image;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.shadow.UsageModel;

/**
 * How active policies and shadow have done, as of the newest tick that the shadow has decided on. A
 * copy, as the shadow's own thread may write the original as soon as the loop goes on; taking it
 * allocates nothing.
 */
final class ShadowFigures {
  private boolean known;
  private final Side active = new Side();
  private final Side shadow = new Side();

  /** Takes them as they stand; of no shadow, none. */
  void copy(@Nullable ShadowRun run) {
    known = run != null;
    if (run == null) {
      active.clear();
      shadow.clear();
    } else {
      active.copy(run.active());
      shadow.copy(run.shadow());
    }
  }

  /** Whether there is a shadow that has decided. */
  boolean areKnown() {
    return known;
  }

  Side active() {
    return active;
  }

  Side shadow() {
    return shadow;
  }

  /** One of the two; all 0 where there is no shadow. */
  static final class Side {
    private long reallocatedPages;
    private long cutPages;
    private long heldPageMillis;

    private void copy(UsageModel model) {
      reallocatedPages = model.reallocatedPages();
      cutPages = model.cutPages();
      heldPageMillis = model.heldPageMillis();
    }

    private void clear() {
      reallocatedPages = 0;
      cutPages = 0;
      heldPageMillis = 0;
    }

    long reallocatedPages() {
      return reallocatedPages;
    }

    long cutPages() {
      return cutPages;
    }

    long heldPageMillis() {
      return heldPageMillis;
    }
  }
}
