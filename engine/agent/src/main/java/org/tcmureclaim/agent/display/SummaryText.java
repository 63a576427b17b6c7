package org.tcmureclaim.agent.display;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.Summary;

/** The summary at the end of a run. */
final class SummaryText {
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
            stock == null ? "" : HumanUnits.pages(stock.pagesCameBack()));
  }

  private static String row(String what, String here, String stock) {
    return String.format(Locale.ROOT, "  %-24s %10s  %s", what, here, stock).stripTrailing() + "\n";
  }
}
