package org.tcmureclaim.replay.result;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.trace.Trace;

/**
 * One line of a report: what a policy did with a trace at a budget.
 *
 * @param budget as it was given, such as {@code 35%}
 * @param budgetPages in a closed loop, the least of all ticks
 * @param bounds of a closed loop; null in an open one
 */
public record PolicyFigures(
    Trace trace,
    String budget,
    long budgetPages,
    String policy,
    RunResult result,
    RunDuration duration,
    Optimum optimum,
    RunDuration optimumDuration,
    @Nullable LoopBounds bounds) {

  /** Those of an open loop. */
  public PolicyFigures(
      Trace trace,
      String budget,
      long budgetPages,
      String policy,
      RunResult result,
      RunDuration duration,
      Optimum optimum,
      RunDuration optimumDuration) {
    this(trace, budget, budgetPages, policy, result, duration, optimum, optimumDuration, null);
  }

  /** {@code open} or {@code closed}. */
  public String loop() {
    return bounds == null ? "open" : "closed";
  }

  /**
   * Pages re-allocated as a multiple of the optimum's; empty where that is 0 and the policy's is
   * not. 1 where neither re-allocated anything.
   */
  public OptionalDouble ratioToOptimum() {
    long mine = result.reallocatedPages();
    long best = optimum.reallocatedPages();
    if (best == 0) {
      return mine == 0 ? OptionalDouble.of(1) : OptionalDouble.empty();
    }
    return OptionalDouble.of((double) mine / best);
  }

  /**
   * What was given back on average compared with never truncating, times the length of the trace:
   * in GiB·h.
   */
  public double givenBackGibHours() {
    double meanPages = trace.ticks().sumHighWaterPages() - result.meanResidentPages();
    double hours = trace.ticks().ticks() * (double) trace.ticks().tickNanos() / 3.6e12;
    return meanPages / 262_144 * hours;
  }

  /**
   * Checks what must hold of every run.
   *
   * @throws IllegalStateException if the policy did better than is possible
   */
  public PolicyFigures checked() {
    boolean beaten =
        result.avoidableTicksOverBudget() == 0
            && result.reallocatedPages() < optimum.reallocatedPages();
    if (beaten || result.firstAllocatedPages() != optimum.firstAllocatedPages()) {
      throw new IllegalStateException(
          "%s at %s of %s: %d pages re-allocated, %d first; the optimum is %d and %d"
              .formatted(
                  policy,
                  budget,
                  trace.name(),
                  result.reallocatedPages(),
                  result.firstAllocatedPages(),
                  optimum.reallocatedPages(),
                  optimum.firstAllocatedPages()));
    }
    return this;
  }
}
