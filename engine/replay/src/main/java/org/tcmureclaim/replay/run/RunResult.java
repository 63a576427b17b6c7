package org.tcmureclaim.replay.run;

import org.jspecify.annotations.Nullable;

/**
 * What one policy did at one budget.
 *
 * @param reallocatedPages pages allocated again after they had been given back
 * @param firstAllocatedPages pages allocated where the device had never had one
 * @param truncations cuts that freed pages
 * @param freedPages pages that they freed
 * @param ticksOverBudget ticks that ended with more held than the budget
 * @param avoidableTicksOverBudget of these, the ones in which the policy left pages that it could
 *     have had: with any, the run is not comparable with the optimum
 * @param meanResidentPages pages held at the ends of ticks
 * @param decisionsHash fingerprint of all cuts
 * @param pressure what became of the host, in a closed loop; there, the budget is what may be held
 *     with the low watermark kept
 */
public record RunResult(
    long reallocatedPages,
    long firstAllocatedPages,
    long truncations,
    long freedPages,
    long ticksOverBudget,
    long avoidableTicksOverBudget,
    double meanResidentPages,
    String decisionsHash,
    @Nullable PressureFigures pressure) {

  /** In an open loop. */
  public RunResult(
      long reallocatedPages,
      long firstAllocatedPages,
      long truncations,
      long freedPages,
      long ticksOverBudget,
      long avoidableTicksOverBudget,
      double meanResidentPages,
      String decisionsHash) {
    this(
        reallocatedPages,
        firstAllocatedPages,
        truncations,
        freedPages,
        ticksOverBudget,
        avoidableTicksOverBudget,
        meanResidentPages,
        decisionsHash,
        null);
  }
}
