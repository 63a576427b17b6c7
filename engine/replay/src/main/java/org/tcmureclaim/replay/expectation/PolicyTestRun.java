package org.tcmureclaim.replay.expectation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.replay.expectation.Expectation.Examination;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.LoopRules;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.watch.TickWatcher;

/** Runs policy tests: one replay and one optimum for each budget, whatever is asserted of it. */
public final class PolicyTestRun {
  private final PolicyRun run;

  public PolicyTestRun(PolicyRun run) {
    this.run = run;
  }

  /**
   * The findings, budget by budget, in the order of the assertions.
   *
   * @param trace with its host for the budget {@code trace}, without one for the others
   */
  public List<Finding> of(PolicyTest test, Trace trace) {
    TickTable ticks = trace.ticks();
    FutureUse future = new FutureUse(ticks);
    Optional<ClosedLoop> loop = Optional.ofNullable(trace.host()).map(rules(test)::on);
    List<Finding> findings = new ArrayList<>();
    for (Budget budget : test.budgets()) {
      if (budget.isTrace() == loop.isPresent()) {
        findings.addAll(of(test, budget, ticks, loop, future));
      }
    }
    return findings;
  }

  private List<Finding> of(
      PolicyTest test,
      Budget budget,
      TickTable ticks,
      Optional<ClosedLoop> loop,
      FutureUse future) {
    List<Examination> examinations =
        test.expectations().stream().map(e -> e.measure().begin(ticks)).toList();
    Watches watches = new Watches(examinations.stream().map(Examination::watch).toList());
    RunResult result;
    Optimum optimum;
    if (loop.isPresent()) {
      result = run.of(ticks, test.policy(), loop.get(), TickWatcher.NONE, watches);
      optimum = Clairvoyant.of(future, loop.get()::pagesAtLow, TickWatcher.NONE);
    } else {
      long budgetPages = budget.pages(ticks);
      result = run.of(ticks, test.policy(), budgetPages, watches);
      optimum = Clairvoyant.of(future, budgetPages);
    }
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < examinations.size(); i++) {
      findings.add(
          new Finding(
              test,
              budget.text(),
              test.expectations().get(i),
              examinations.get(i).judge(result, optimum)));
    }
    return findings;
  }

  private static LoopRules rules(PolicyTest test) {
    Optional<Path> config =
        PolicyRun.isConfiguration(test.policy())
            ? Optional.of(Path.of(test.policy().substring(PolicyRun.CONFIGURATION.length())))
            : Optional.empty();
    return LoopRules.of(config, test.loop().stalls());
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

    @Override
    public void hostPassed(int tick, long availableBytes, long someMicros, long fullMicros) {
      all.forEach(watch -> watch.hostPassed(tick, availableBytes, someMicros, fullMicros));
    }
  }
}
