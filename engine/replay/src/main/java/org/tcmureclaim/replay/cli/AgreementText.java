package org.tcmureclaim.replay.cli;

import java.util.Locale;
import org.tcmureclaim.replay.recorded.Agreement;

/** How far a replay agrees with its recording, for people. */
final class AgreementText {
  private AgreementText() {}

  static String of(String name, Agreement agreement) {
    StringBuilder text = new StringBuilder(name).append(": ");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d ticks, %,d decisions, %,d cuts, %d configurations: %s\n",
            agreement.ticks(),
            agreement.decisions(),
            agreement.cuts(),
            agreement.configurations(),
            verdict(agreement)));
    if (!agreement.isComplete()) {
      text.append("  ").append(gap(agreement)).append('\n');
    }
    agreement.firstDifferences().forEach(line -> text.append("  ").append(line).append('\n'));
    agreement.problems().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }

  private static String verdict(Agreement agreement) {
    if (agreement.isExact()) {
      return "every plan is the recorded one";
    }
    long known = agreement.differences();
    long later = agreement.laterDifferences();
    if (later == 0) {
      return String.format(Locale.ROOT, "%,d plans differ", known);
    }
    if (known > 0) {
      return String.format(
          Locale.ROOT, "%,d plans differ before the first gap, %,d behind it", known, later);
    }
    return agreement.knownTicks() == 0
        ? String.format(Locale.ROOT, "%,d plans differ, all behind a gap", later)
        : String.format(
            Locale.ROOT,
            "every plan of the first %,d ticks is the recorded one; %,d plans behind a gap differ",
            agreement.knownTicks(),
            later);
  }

  private static String gap(Agreement agreement) {
    String where =
        agreement.knownTicks() == 0
            ? "it does not begin with the agent"
            : String.format(
                Locale.ROOT, "ticks are missing behind the first %,d", agreement.knownTicks());
    return where
        + ": from there on cool-downs, regret, the stall of the last moments and what policies had"
        + " learnt are unknown, so plans may differ";
  }
}
