package org.tcmureclaim.agent.display;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.agent.report.Summary;

/** The summary at the end of a run. */
final class SummaryText {
  private static final double PAGE_MILLIS_PER_GIB_HOUR = 262_144 * 3_600_000.0;

  private SummaryText() {}

  static String of(Summary s) {
    Counters c = s.counters();
    Summary.@Nullable Comparison stock = s.stock();
    String table =
        stock == null
            ? ""
            : String.format(
                Locale.ROOT, "  %-24s %10s  %s\n", "", "this run", "stock kernel alone");
    return String.format(
            Locale.ROOT,
            "summary: %s, %s, %s, %s freed\n",
            HumanUnits.seconds(s.durationSeconds()),
            HumanUnits.count(c.decisions(), "decision"),
            HumanUnits.count(c.truncations(), "truncation"),
            HumanUnits.pages(c.pagesFreed()))
        + table
        + row(
            "time under pressure",
            HumanUnits.seconds(s.pressureSeconds()),
            stock == null ? "" : HumanUnits.seconds(stock.pressureSeconds()))
        + row(
            "most held at once",
            HumanUnits.pages(s.peakPages()),
            stock == null ? "" : HumanUnits.pages(stock.peakPages()))
        + row(
            "freed and needed again",
            HumanUnits.pages(c.pagesCameBack()),
            stock == null ? "" : HumanUnits.pages(stock.pagesCameBack()))
        + shadow(s.shadow());
  }

  /** Both in the same model, so that neither is comparable with the rows above. */
  private static String shadow(@Nullable ShadowScore score) {
    if (score == null) {
      return "";
    }
    return row("", "active", "shadow")
        + row(
            "modelled: needed again",
            HumanUnits.pages(score.active().reallocatedPages()),
            HumanUnits.pages(score.shadow().reallocatedPages()))
        + row(
            "modelled: cut",
            HumanUnits.pages(score.active().cutPages()),
            HumanUnits.pages(score.shadow().cutPages()))
        + row(
            "modelled: held",
            gibHours(score.active().heldPageMillis()),
            gibHours(score.shadow().heldPageMillis()));
  }

  private static String gibHours(long pageMillis) {
    return String.format(Locale.ROOT, "%.2f GiB h", pageMillis / PAGE_MILLIS_PER_GIB_HOUR);
  }

  private static String row(String what, String here, String stock) {
    return String.format(Locale.ROOT, "  %-24s %10s  %s", what, here, stock).stripTrailing() + "\n";
  }
}
