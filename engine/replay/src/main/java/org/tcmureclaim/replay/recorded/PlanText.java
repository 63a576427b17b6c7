package org.tcmureclaim.replay.recorded;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.recording.bundle.RecordedTick;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.ReasonRow;

/** A decision in words, the same for the same one: demand, and the cuts in their order. */
final class PlanText {
  private static final String NOTHING = "nothing";

  private PlanText() {}

  static String recorded(RecordedTick tick) {
    DecisionRow decision = tick.decision();
    List<ReasonRow> cuts = tick.reasons().stream().filter(ReasonRow::isCut).toList();
    if (decision == null) {
      return cuts.isEmpty() ? NOTHING : "cuts without a decision";
    }
    StringBuilder text =
        begun(decision.urgency(), decision.trigger(), decision.demandBlocks(), decision.cuts());
    for (ReasonRow cut : cuts) {
      add(text, cut.dev(), cut.keepBlocks(), cut.expectedBlocks(), cut.rule());
    }
    return text.toString();
  }

  static String decided(Plan plan) {
    if (plan.isEmpty() && plan.demand().urgency() == Urgency.NONE) {
      return NOTHING;
    }
    StringBuilder text =
        begun(
            word(plan.demand().urgency()),
            word(plan.demand().trigger()),
            plan.demand().pages(),
            plan.size());
    for (int cut = 0; cut < plan.size(); cut++) {
      add(
          text,
          plan.key(cut).toString(),
          plan.keepPages(cut),
          plan.expectedPages(cut),
          plan.reasons().rule(plan.slot(cut)));
    }
    return text.toString();
  }

  private static StringBuilder begun(String urgency, String trigger, long pages, long cuts) {
    return new StringBuilder()
        .append(urgency)
        .append(", ")
        .append(trigger)
        .append(", ")
        .append(pages)
        .append(" pages wanted, ")
        .append(cuts)
        .append(" cuts");
  }

  private static void add(
      StringBuilder text, String dev, long keep, long expected, @Nullable String rule) {
    text.append("; ")
        .append(dev)
        .append(" keeps ")
        .append(keep)
        .append(", frees ")
        .append(expected)
        .append(" (")
        .append(rule)
        .append(')');
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
