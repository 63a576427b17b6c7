package org.tcmureclaim.replay.bench;

import java.util.List;
import java.util.Locale;
import org.tcmureclaim.replay.result.PolicyFigures;

/** One line of CSV for each run, for plots. */
public final class RunLines {
  private final StringBuilder text =
      new StringBuilder(
          "workload,trace,policy,budget,reallocated_pages,optimum_pages,truncations,"
              + "given_back_gib_hours,is_comparable\n");

  public void add(String workload, List<PolicyFigures> figures) {
    for (PolicyFigures line : figures) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%d,%d,%d,%.4f,%b%n",
              workload.replace(", ", " "),
              line.trace().name(),
              line.policy(),
              line.budget(),
              line.result().reallocatedPages(),
              line.optimum().reallocatedPages(),
              line.result().truncations(),
              line.givenBackGibHours(),
              line.result().avoidableTicksOverBudget() == 0));
    }
  }

  /** All of it, with a header. */
  public String text() {
    return text.toString();
  }
}
