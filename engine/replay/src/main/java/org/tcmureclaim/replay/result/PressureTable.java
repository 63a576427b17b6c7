package org.tcmureclaim.replay.result;

import java.util.Locale;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.run.PressureFigures;

/** The lines of a table that only a closed loop has. */
final class PressureTable {
  private PressureTable() {}

  /** How the loop is closed; which loop it is in any case. */
  static String head(PolicyFigures line) {
    LoopBounds bounds = line.bounds();
    if (bounds == null) {
      return "  open loop: a fixed budget\n";
    }
    return loop(bounds.loop())
        + "  optimum with the high watermark always kept: "
        + bounds.optimumAtHigh().reallocatedPages()
        + " re-allocated\n";
  }

  /** How a loop is closed. */
  static String loop(ClosedLoop loop) {
    var demand = loop.demand();
    return String.format(
        Locale.ROOT,
        "  closed loop: host %s, %.0f MiB; watermarks %.0f, %.0f, %.0f MiB; stalls %s%n",
        loop.host().source(),
        mib(loop.host().totalBytes()),
        mib(demand.minBytes()),
        mib(demand.lowBytes()),
        mib(demand.highBytes()),
        loop.host().knowsStalls() ? loop.stalls().name().toLowerCase(Locale.ROOT) : "none known");
  }

  /** A second line of a run, empty in an open loop. */
  static String line(PolicyFigures line) {
    PressureFigures pressure = line.result().pressure();
    if (pressure == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "           below min %.0f s, low %.0f s, high %.0f s; least %.0f MiB; %d demands, answered"
            + " after %.1f s, most %.1f s%s; not met %.0f MiB·s of %.0f; stalled %.1f s of %.1f%n",
        pressure.secondsBelowMin(),
        pressure.secondsBelowLow(),
        pressure.secondsBelowHigh(),
        mib(pressure.leastAvailableBytes()),
        pressure.episodes(),
        pressure.reactionMeanSeconds(),
        pressure.reactionMostSeconds(),
        pressure.episodesUnanswered() > 0 ? ", the last one never" : "",
        pressure.unmetPageSeconds() / 256,
        pressure.demandPageSeconds() / 256,
        pressure.stalledSeconds(),
        pressure.recordedStalledSeconds());
  }

  private static double mib(long bytes) {
    return bytes / 1048576.0;
  }
}
