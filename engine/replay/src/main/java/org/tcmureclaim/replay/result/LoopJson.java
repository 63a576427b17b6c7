package org.tcmureclaim.replay.result;

import java.util.Locale;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.run.PressureFigures;

/** The keys of JSON that only a closed loop has. */
final class LoopJson {
  private LoopJson() {}

  /** Adds how it is closed. */
  static JsonObject loop(JsonObject json, ClosedLoop loop) {
    var demand = loop.demand();
    return json.text("psi_model", loop.stalls().name().toLowerCase(Locale.ROOT))
        .raw("stalls_known", String.valueOf(loop.host().knowsStalls()))
        .text("host", loop.host().source())
        .whole("memory_bytes", loop.host().totalBytes())
        .whole("watermark_min_bytes", demand.minBytes())
        .whole("watermark_low_bytes", demand.lowBytes())
        .whole("watermark_high_bytes", demand.highBytes());
  }

  /** Adds what became of the host. */
  static JsonObject pressure(JsonObject json, PressureFigures pressure) {
    return json.whole("ticks_without_host", pressure.ticksUnknown())
        .decimal("seconds_below_min", pressure.secondsBelowMin())
        .decimal("seconds_below_low", pressure.secondsBelowLow())
        .decimal("seconds_below_high", pressure.secondsBelowHigh())
        .whole("least_available_bytes", pressure.leastAvailableBytes())
        .decimal("demand_page_seconds", pressure.demandPageSeconds())
        .decimal("unmet_page_seconds", pressure.unmetPageSeconds())
        .whole("episodes", pressure.episodes())
        .whole("episodes_unanswered", pressure.episodesUnanswered())
        .decimal("reaction_mean_seconds", pressure.reactionMeanSeconds())
        .decimal("reaction_most_seconds", pressure.reactionMostSeconds())
        .decimal("stalled_seconds", pressure.stalledSeconds())
        .decimal("recorded_stalled_seconds", pressure.recordedStalledSeconds())
        .whole("psi_events", pressure.psiEvents());
  }
}
