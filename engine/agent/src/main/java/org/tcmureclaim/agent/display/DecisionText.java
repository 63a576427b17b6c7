package org.tcmureclaim.agent.display;

import java.util.Locale;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.host.text.PrintableText;

/** A decision in words: what was wanted, why, from how many, and what came of it. */
final class DecisionText {
  private DecisionText() {}

  /** The line for a pipe, aligned with those of other decisions. */
  static String line(DecisionReport d) {
    return String.format(
        Locale.ROOT,
        "decision %4d %8s  %-9s %-11s wanted %8s  planned %8s of %-12s %-24s  available %8s  stalled"
            + " %s%s",
        d.number(),
        HumanUnits.seconds(d.atSeconds()),
        word(d.urgency()),
        word(d.trigger()),
        HumanUnits.pages(d.demandPages()),
        HumanUnits.pages(d.plannedPages()),
        HumanUnits.count(d.cuts().size(), "device"),
        outcome(d),
        HumanUnits.bytes(d.availableBytes()),
        HumanUnits.share(d.someStallShare()),
        d.problem().isEmpty() ? "" : "  problem: " + PrintableText.oneLine(d.problem()));
  }

  /** The shorter form for the live table. */
  static String shortLine(DecisionReport d) {
    return String.format(
        Locale.ROOT,
        "#%-4d %7s %-9s %-11s %8s: %s%s",
        d.number(),
        HumanUnits.seconds(d.atSeconds()),
        word(d.urgency()),
        word(d.trigger()),
        HumanUnits.pages(d.plannedPages()),
        outcome(d),
        d.problem().isEmpty() ? "" : ": " + PrintableText.oneLine(d.problem()));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String outcome(DecisionReport d) {
    String took = HumanUnits.millis(d.durationMillis());
    return switch (d.result()) {
      case FREED -> "freed " + HumanUnits.pages(d.freedPages()) + " in " + took;
      case NOTHING -> "freed nothing in " + took;
      case BUSY -> "busy after " + took;
      case GONE -> "gone";
      case REFUSED -> "refused";
      case OBSERVED -> "observed only";
    };
  }
}
