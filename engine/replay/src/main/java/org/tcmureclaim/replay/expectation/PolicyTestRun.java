package org.tcmureclaim.replay.expectation;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.replay.expectation.Expectation.Examination;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.ticks.TickTable;

/** Runs policy tests: one replay and one optimum for each budget, whatever is asserted of it. */
public final class PolicyTestRun {
  private final PolicyRun run;

  public PolicyTestRun(PolicyRun run) {
    this.run = run;
  }

  /** The findings, budget by budget, in the order of the assertions. */
  public List<Finding> of(PolicyTest test, TickTable ticks) {
    FutureUse future = new FutureUse(ticks);
    List<Finding> findings = new ArrayList<>();
    for (Budget budget : test.budgets()) {
      List<Examination> examinations =
          test.expectations().stream().map(e -> e.measure().begin(ticks)).toList();
      Watches watches = new Watches(examinations.stream().map(Examination::watch).toList());
      long budgetPages = budget.pages(ticks);
      RunResult result = run.of(ticks, test.policy(), budgetPages, watches);
      Optimum optimum = Clairvoyant.of(future, budgetPages);
      for (int i = 0; i < examinations.size(); i++) {
        findings.add(
            new Finding(
                test,
                budget.text(),
                test.expectations().get(i),
                examinations.get(i).judge(result, optimum)));
      }
    }
    return findings;
  }

  /** Several who watch the same run. */
  private record Watches(List<RunWatch> all) implements RunWatch {
    @Override
    public void allocated(int tick, int device, int firstPages, int againPages) {
      all.forEach(watch -> watch.allocated(tick, device, firstPages, againPages));
    }

    @Override
    public void cut(int tick, int device, int freedPages, int keptPages) {
      all.forEach(watch -> watch.cut(tick, device, freedPages, keptPages));
    }
  }
}
