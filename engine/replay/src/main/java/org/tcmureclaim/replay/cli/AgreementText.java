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
            "%,d ticks, %,d decisions, %,d cuts, %d configurations: ",
            agreement.ticks(),
            agreement.decisions(),
            agreement.cuts(),
            agreement.configurations()));
    text.append(
        agreement.isExact()
            ? "every plan is the recorded one\n"
            : String.format(Locale.ROOT, "%,d plans differ\n", agreement.differences()));
    if (!agreement.fromTheStart()) {
      text.append(
          "  it does not begin with the agent, or ticks are missing: cool-downs, regret and what"
              + " policies had learnt are unknown, so plans may differ\n");
    }
    agreement.firstDifferences().forEach(line -> text.append("  ").append(line).append('\n'));
    agreement.problems().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }
}
