package org.tcmureclaim.replay.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.result.LoopBounds;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.result.RunDuration;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.LoopRules;
import org.tcmureclaim.replay.run.Policies;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.run.RunWatchers;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.watch.TickWatcher;

/**
 * Every policy at every budget over one trace, on several threads. Runs share the tick table and
 * nothing else, so that the figures do not depend on how many threads there are.
 */
final class ReplayMatrix {
  private final PolicyRun policyRun;
  private final int threads;
  private final Optional<LoopRules> loopRules;

  ReplayMatrix(PolicyRun policyRun, int threads) {
    this(policyRun, threads, Optional.empty());
  }

  /** One that closes the loop of traces that have a host. */
  ReplayMatrix(PolicyRun policyRun, int threads, Optional<LoopRules> loopRules) {
    this.policyRun = policyRun;
    this.threads = threads;
    this.loopRules = loopRules;
  }

  Policies policies() {
    return policyRun.policies();
  }

  /** The figures, budget by budget and in each of them policy by policy. */
  List<PolicyFigures> replay(Trace trace, List<Budget> budgets, List<String> names) {
    return replay(trace, budgets, names, MatrixListener.NONE);
  }

  /** The same, heard of as it happens. */
  List<PolicyFigures> replay(
      Trace trace, List<Budget> budgets, List<String> names, MatrixListener listener) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      return replay(trace, budgets, names, pool, listener);
    } finally {
      pool.shutdownNow();
    }
  }

  /** The same on a pool of the caller's, first come first served. */
  List<PolicyFigures> replay(
      Trace trace, List<Budget> budgets, List<String> names, ExecutorService pool) {
    return replay(trace, budgets, names, pool, MatrixListener.NONE);
  }

  private List<PolicyFigures> replay(
      Trace trace,
      List<Budget> budgets,
      List<String> names,
      ExecutorService pool,
      MatrixListener listener) {
    Optional<ClosedLoop> loop = loopOf(trace);
    RunWatchers watchers = listener.begin(trace, budgets.size() * (names.size() + 1));
    // Figures need the optimum, and a report that is stopped early shows those that are known: so
    // budget by budget. In each the longest runs begin first, and no thread waits for the last one.
    Future<FutureUse> future = pool.submit(() -> new FutureUse(trace.ticks()));
    List<Future<Timed<Optimum>>> optima = new ArrayList<>();
    List<List<Future<Timed<RunResult>>>> runs = new ArrayList<>();
    for (Budget budget : budgets) {
      long pages = loop.isPresent() ? 0 : budget.pages(trace.ticks());
      IntToLongFunction most = loop.<IntToLongFunction>map(l -> l::pagesAtLow).orElse(t -> pages);
      Map<String, Future<Timed<RunResult>>> ofBudget = new HashMap<>();
      for (String name : policyRun.longestFirst(names)) {
        TickWatcher watcher = watchers.ofPolicy(budget.text(), name);
        ofBudget.put(
            name,
            pool.submit(
                timed(
                    () ->
                        loop.isPresent()
                            ? policyRun.of(trace.ticks(), name, loop.get(), watcher, RunWatch.NONE)
                            : policyRun.of(trace.ticks(), name, pages, watcher),
                    listener)));
      }
      runs.add(names.stream().map(ofBudget::get).toList());
      TickWatcher ofOptimum = watchers.ofOptimum(budget.text());
      optima.add(pool.submit(() -> optimum(future, most, ofOptimum, listener)));
    }
    Optional<LoopBounds> bounds = loop.map(closed -> bounds(closed, future));
    return gathered(trace, budgets, names, optima, runs, bounds, listener);
  }

  private Optional<ClosedLoop> loopOf(Trace trace) {
    HostTicks host = trace.host();
    return host == null ? Optional.empty() : loopRules.map(rules -> rules.on(host));
  }

  private static LoopBounds bounds(ClosedLoop loop, Future<FutureUse> future) {
    return new LoopBounds(loop, Clairvoyant.of(of(future), loop::pagesAtHigh, TickWatcher.NONE));
  }

  /** Waits before it takes the time: what it waits for was the first in the queue. */
  private static Timed<Optimum> optimum(
      Future<FutureUse> future,
      IntToLongFunction most,
      TickWatcher watcher,
      MatrixListener listener)
      throws Exception {
    FutureUse known = of(future);
    return timed(() -> Clairvoyant.of(known, most, watcher), listener).call();
  }

  private static <T> Callable<Timed<T>> timed(Supplier<T> work, MatrixListener listener) {
    return () -> {
      Stopwatch stopwatch = Stopwatch.start();
      T result = work.get();
      RunDuration duration = stopwatch.stop();
      listener.runIsOver();
      return new Timed<>(result, duration);
    };
  }

  private static List<PolicyFigures> gathered(
      Trace trace,
      List<Budget> budgets,
      List<String> names,
      List<Future<Timed<Optimum>>> optima,
      List<List<Future<Timed<RunResult>>>> runs,
      Optional<LoopBounds> bounds,
      MatrixListener listener) {
    List<PolicyFigures> figures = new ArrayList<>();
    for (int b = 0; b < budgets.size(); b++) {
      Budget budget = budgets.get(b);
      Timed<Optimum> optimum = of(optima.get(b));
      for (int p = 0; p < names.size(); p++) {
        Timed<RunResult> run = of(runs.get(b).get(p));
        PolicyFigures line =
            new PolicyFigures(
                    trace,
                    budget.text(),
                    bounds
                        .map(known -> known.loop().leastPages())
                        .orElseGet(() -> budget.pages(trace.ticks())),
                    names.get(p),
                    run.result(),
                    run.duration(),
                    optimum.result(),
                    optimum.duration(),
                    bounds.orElse(null))
                .checked();
        figures.add(line);
        listener.figures(line);
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
  private record Timed<T>(T result, RunDuration duration) {}
}
