package org.tcmureclaim.replay.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Two programs under the same load, in turns: what other work on the machine does to one of them it
 * does to the other as well, so their ratio says more than either figure.
 */
public final class Comparison {
  private final List<LoadResult> ours = new ArrayList<>();
  private final List<LoadResult> others = new ArrayList<>();

  /** One round: both were measured one after the other. */
  public void add(LoadResult mine, LoadResult other) {
    ours.add(mine);
    others.add(other);
  }

  /** For a reader: medians, and the ratios of the rounds from the least to the most. */
  public String text() {
    StringBuilder text = new StringBuilder();
    row(text, "ticks p99.9 with load, ms", r -> 1e3 * r.loadedTicks().quantileSeconds(0.999));
    row(text, "ticks p99 with load, ms", r -> 1e3 * r.loadedTicks().quantileSeconds(0.99));
    row(text, "ticks p50 with load, ms", r -> 1e3 * r.loadedTicks().quantileSeconds(0.5));
    row(text, "ticks p99.9 without, ms", r -> 1e3 * r.quietTicks().quantileSeconds(0.999));
    row(text, "latency p99, ms", r -> r.tally().quantileNanos(0.99) / 1e6);
    row(text, "latency p50, ms", r -> r.tally().quantileNanos(0.5) / 1e6);
    row(text, "resident, all, MiB", r -> r.peakBytes() / 1048576.0);
    row(text, "resident, agent, MiB", r -> r.agentPeakBytes() / 1048576.0);
    row(text, "threads of the agent", r -> r.after().get(0).threads());
    row(text, "jars of the agent", r -> r.after().get(0).jars());
    row(text, "answers after, s", r -> r.start().answerNanos() / 1e9);
    row(text, "first decision after, s", r -> r.start().firstDecisionNanos() / 1e9);
    row(text, "reactions p50, ms", r -> 1e3 * r.reactions().quantileSeconds(0.5));
    row(text, "reactions p99, ms", r -> 1e3 * r.reactions().quantileSeconds(0.99));
    return text.toString();
  }

  private void row(StringBuilder text, String what, ToDoubleFunction<LoadResult> figure) {
    double[] ratios = new double[ours.size()];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] =
          figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(others.get(round));
    }
    double[] mine = ours.stream().mapToDouble(figure).toArray();
    double[] other = others.stream().mapToDouble(figure).toArray();
    text.append(
        String.format(
            Locale.ROOT,
            "  %-26s %8.1f against %8.1f; ratio %.2f (%.2f to %.2f)%n",
            what,
            Spread.median(mine),
            Spread.median(other),
            Spread.median(ratios),
            Spread.least(ratios),
            Spread.most(ratios)));
  }
}
