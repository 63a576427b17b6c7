package org.tcmureclaim.replay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.FixedBudgetReplay;
import org.tcmureclaim.replay.run.Policies;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/**
 * Every policy at every budget over one trace, on several threads. Runs share the tick table and
 * nothing else, so that the figures do not depend on how many threads there are.
 */
final class ReplayMatrix {
  private final Policies policies = new Policies();
  private final RungBoundaries boundaries;
  private final int threads;

  ReplayMatrix(RungBoundaries boundaries, int threads) {
    this.boundaries = boundaries;
    this.threads = threads;
  }

  Policies policies() {
    return policies;
  }

  /** The figures, budget by budget and in each of them policy by policy. */
  List<PolicyFigures> replay(Trace trace, List<Budget> budgets, List<String> names) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      FutureUse future = new FutureUse(trace.ticks());
      List<Future<Optimum>> optima = new ArrayList<>();
      List<Future<Timed>> runs = new ArrayList<>();
      for (Budget budget : budgets) {
        long pages = budget.pages(trace.ticks());
        optima.add(pool.submit(() -> Clairvoyant.of(future, pages)));
        for (String name : names) {
          runs.add(pool.submit(run(trace, name, pages)));
        }
      }
      return gathered(trace, budgets, names, optima, runs);
    } finally {
      pool.shutdownNow();
    }
  }

  private Callable<Timed> run(Trace trace, String name, long budgetPages) {
    return () -> {
      long startNanos = StopwatchClock.nanos();
      RunResult result =
          FixedBudgetReplay.of(trace.ticks(), policies.create(name), budgetPages, boundaries);
      return new Timed(result, StopwatchClock.secondsSince(startNanos));
    };
  }

  private static List<PolicyFigures> gathered(
      Trace trace,
      List<Budget> budgets,
      List<String> names,
      List<Future<Optimum>> optima,
      List<Future<Timed>> runs) {
    List<PolicyFigures> figures = new ArrayList<>();
    for (int b = 0; b < budgets.size(); b++) {
      Optimum optimum = of(optima.get(b));
      for (int p = 0; p < names.size(); p++) {
        Timed run = of(runs.get(b * names.size() + p));
        figures.add(
            new PolicyFigures(
                    trace,
                    budgets.get(b).text(),
                    budgets.get(b).pages(trace.ticks()),
                    names.get(p),
                    run.result(),
                    optimum,
                    run.seconds())
                .checked());
      }
    }
    return figures;
  }

  private static <T> T of(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A result, and the time that it took. */
  private record Timed(RunResult result, double seconds) {}
}
