package org.tcmureclaim.agent.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.EndedPlan;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.snapshot.DeviceKey;

/** Makes entries of the images of ticks in which something was decided. */
final class ImageEntry {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private ImageEntry() {}

  /**
   * An entry.
   *
   * @param plan what became of it; null where that is not known, or nothing was begun
   */
  static DecisionEntry of(
      TickImage decided, @Nullable EndedPlan plan, long epochMillis, long droppedBefore) {
    long sinceStartNanos =
        decided.of(HostFigure.TAKEN_AT_NANOS) - decided.of(HostFigure.STARTED_AT_NANOS);
    return new DecisionEntry(
        epochMillis,
        sinceStartNanos / NANOS_PER_SECOND,
        decided.of(HostFigure.BEGUN_PLAN),
        decided.urgency(),
        decided.trigger(),
        decided.of(HostFigure.DEMAND_PAGES),
        decided.of(HostFigure.PLANNED_PAGES),
        decided.of(HostFigure.AVAILABLE_BYTES),
        decided.someStallShare(),
        plan == null ? null : plan.result(),
        plan == null ? 0 : plan.freedPages(),
        plan == null ? 0 : (plan.endedAtNanos() - plan.startedAtNanos()) / NANOS_PER_MILLI,
        plan == null ? "" : plan.problem(),
        droppedBefore,
        ShadowScore.of(decided),
        reasons(decided, plan));
  }

  private static List<DeviceReason> reasons(TickImage decided, @Nullable EndedPlan plan) {
    Map<DeviceKey, EndedPlan.Cut> cuts = new HashMap<>();
    if (plan != null) {
      plan.cuts().forEach(cut -> cuts.put(cut.key(), cut));
    }
    List<DeviceReason> reasons = new ArrayList<>(decided.size());
    for (int i = 0; i < decided.size(); i++) {
      reasons.add(reason(decided, i, cuts.get(decided.key(i))));
    }
    return reasons;
  }

  private static DeviceReason reason(TickImage decided, int i, EndedPlan.@Nullable Cut cut) {
    boolean isCut = decided.of(DeviceFigure.CUT_PLACE, i) >= 0;
    return new DeviceReason(
        decided.path(i),
        decided.of(DeviceFigure.GENERATION, i),
        decided.customer(i),
        decided.verdict(i),
        decided.rule(i),
        decided.of(DeviceFigure.RESIDENT_PAGES, i),
        decided.of(DeviceFigure.TAIL_PAGES, i),
        decided.idleNanos(i),
        isCut ? decided.of(DeviceFigure.KEEP_PAGES, i) : DeviceReason.NONE,
        decided.of(DeviceFigure.EXPECTED_PAGES, i),
        (int) decided.of(DeviceFigure.CUT_PLACE, i),
        cut == null ? null : cut.result(),
        cut == null ? 0 : cut.freedPages(),
        decided.of(DeviceFigure.AT_IDLE_NANOS, i),
        decided.of(DeviceFigure.AT_DEMAND_PAGES, i),
        decided.of(DeviceFigure.AFTER_NANOS, i),
        decided.of(DeviceFigure.ABOVE_CUSTOMER_PAGES, i),
        decided.atUrgency(i));
  }
}
