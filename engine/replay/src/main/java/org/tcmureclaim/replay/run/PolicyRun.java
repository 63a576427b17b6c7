package org.tcmureclaim.replay.run;

import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/** Replays policies by name, in the fastest way that gives the same cuts. */
public final class PolicyRun {
  private static final String LRU = "lru";

  private final Policies policies = new Policies();
  private final RungBoundaries boundaries;
  private final boolean shortcuts;

  /**
   * Runs with ladders of these rungs.
   *
   * @param shortcuts whether a policy may be replaced by an equivalent of it
   */
  public PolicyRun(RungBoundaries boundaries, boolean shortcuts) {
    this.boundaries = boundaries;
    this.shortcuts = shortcuts;
  }

  public Policies policies() {
    return policies;
  }

  /** Replays a trace under the policy of this name with default parameters. */
  public RunResult of(TickTable ticks, String policy, long budgetPages) {
    return shortcuts && policy.equals(LRU)
        ? LruReplay.of(ticks, budgetPages)
        : FixedBudgetReplay.of(ticks, policies.create(policy), budgetPages, boundaries);
  }
}
