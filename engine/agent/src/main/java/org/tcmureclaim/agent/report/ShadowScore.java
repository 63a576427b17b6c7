package org.tcmureclaim.agent.report;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.Tick;
import org.tcmureclaim.image.TickImage;

/** How the active policies and their shadow have done so far, both in the same model of usage. */
public record ShadowScore(Side active, Side shadow) {

  /** As an image of a tick has it; null where there is no shadow. */
  public static @Nullable ShadowScore of(TickImage image) {
    return of(figure -> image.of(figure));
  }

  /** As a tick has it that is filled still; null where there is no shadow. */
  public static @Nullable ShadowScore of(Tick tick) {
    return of(figure -> tick.of(figure));
  }

  private static @Nullable ShadowScore of(ToLongFunction<HostFigure> tick) {
    return tick.applyAsLong(HostFigure.HAS_SHADOW) == 0
        ? null
        : new ShadowScore(
            new Side(
                tick.applyAsLong(HostFigure.ACTIVE_REALLOCATED_PAGES),
                tick.applyAsLong(HostFigure.ACTIVE_CUT_PAGES),
                tick.applyAsLong(HostFigure.ACTIVE_HELD_PAGE_MILLIS)),
            new Side(
                tick.applyAsLong(HostFigure.SHADOW_REALLOCATED_PAGES),
                tick.applyAsLong(HostFigure.SHADOW_CUT_PAGES),
                tick.applyAsLong(HostFigure.SHADOW_HELD_PAGE_MILLIS)));
  }

  /**
   * One of the two.
   *
   * @param reallocatedPages pages that were allocated again after a cut: the fewer the better
   * @param cutPages pages that its cuts freed
   * @param heldPageMillis pages held, added up over time: the less the more was given back
   */
  public record Side(long reallocatedPages, long cutPages, long heldPageMillis) {}
}
