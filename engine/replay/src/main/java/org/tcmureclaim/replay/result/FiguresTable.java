package org.tcmureclaim.replay.result;

import java.util.List;
import java.util.Locale;
import org.tcmureclaim.replay.trace.Trace;

/** The figures as a table for people, one block for each trace. */
public final class FiguresTable {
  private static final int NAME_WIDTH = 13;
  private static final String HEAD =
      "  %-8s %-13s %13s %9s %11s %11s %12s %10s%n"
          .formatted(
              "budget",
              "policy",
              "re-allocated",
              "×optimum",
              "truncations",
              "over budget",
              "mean held",
              "cpu s");

  private FiguresTable() {}

  /** All figures, in their order. */
  public static String of(List<PolicyFigures> figures) {
    StringBuilder text = new StringBuilder();
    Trace last = null;
    String budget = "";
    for (PolicyFigures line : figures) {
      if (!line.trace().equals(last)) {
        last = line.trace();
        budget = "";
        text.append(text.length() == 0 ? "" : "\n").append(head(last));
        text.append(PressureTable.head(line)).append(HEAD);
      }
      if (!line.budget().equals(budget)) {
        budget = line.budget();
        text.append(optimum(line));
      }
      text.append(line(line)).append(PressureTable.line(line));
    }
    return text.toString();
  }

  private static String head(Trace trace) {
    var ticks = trace.ticks();
    return String.format(
        Locale.ROOT,
        "%s (%s; service time: %s)%n  %,d devices, %,d ticks of %s, high-waters %s in all%n",
        trace.name(),
        trace.format(),
        trace.serviceTime(),
        ticks.devices(),
        ticks.ticks(),
        seconds(ticks.tickNanos()),
        mib((double) ticks.sumHighWaterPages()));
  }

  private static String optimum(PolicyFigures line) {
    return String.format(
        Locale.ROOT,
        "  %-8s %-13s %13d %9s %11s %11s %12s %10.3f%n",
        line.budget(),
        "(optimum)",
        line.optimum().reallocatedPages(),
        "1.00",
        "",
        "",
        mib(line.optimum().meanResidentPages()),
        line.optimumDuration().cpuSeconds());
  }

  private static String line(PolicyFigures line) {
    var result = line.result();
    String ratio =
        line.ratioToOptimum().isPresent()
            ? String.format(Locale.ROOT, "%.2f", line.ratioToOptimum().getAsDouble())
            : "∞";
    String kept = result.avoidableTicksOverBudget() > 0 ? " (kept more than the budget)" : "";
    if (line.bounds() != null && !kept.isEmpty()) {
      kept = " (below low though it held more)";
    }
    return String.format(
        Locale.ROOT,
        "  %-8s %-13s %13d %9s %11d %11d %12s %10.3f%s%n",
        "",
        column(line.policy()),
        result.reallocatedPages(),
        ratio,
        result.truncations(),
        result.ticksOverBudget(),
        mib(result.meanResidentPages()),
        line.duration().cpuSeconds(),
        kept);
  }

  /** A name that is too long, such as that of a file, has a line of its own. */
  private static String column(String name) {
    return name.length() <= NAME_WIDTH ? name : name + "\n" + " ".repeat(11 + NAME_WIDTH);
  }

  private static String seconds(long nanos) {
    return nanos % 1_000_000_000 == 0
        ? nanos / 1_000_000_000 + " s"
        : String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }

  private static String mib(double pages) {
    return String.format(Locale.ROOT, "%.1f MiB", pages / 256);
  }
}
