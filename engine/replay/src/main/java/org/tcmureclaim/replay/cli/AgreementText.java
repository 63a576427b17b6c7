package org.tcmureclaim.replay.cli;

import org.tcmureclaim.replay.recorded.Agreement;

/** How far a replay agrees with its recording, for people. */
final class AgreementText {
  private AgreementText() {}

  static String of(String name, Agreement agreement) {
    StringBuilder text = new StringBuilder(name).append(": ");
    text.append(
        "%,d ticks, %,d decisions, %,d cuts, %d configurations: "
            .formatted(
                agreement.ticks(),
                agreement.decisions(),
                agreement.cuts(),
                agreement.configurations()));
    text.append(
        agreement.isExact()
            ? "every plan is the recorded one\n"
            : "%,d plans differ\n".formatted(agreement.differences()));
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
