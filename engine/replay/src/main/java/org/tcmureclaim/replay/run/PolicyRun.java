package org.tcmureclaim.replay.run;

import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/** Replays policies by name. */
public final class PolicyRun {
  private static final String LRU = "lru";

  private final Policies policies = new Policies();
  private final RungBoundaries boundaries;
  private final boolean shortcuts;

  /**
   * Runs with ladders of these rungs.
   *
   * @param shortcuts whether {@code lru} may be replaced by an exact list
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
    return of(ticks, policy, budgetPages, TickWatcher.NONE);
  }

  /** The same, watched. */
  public RunResult of(TickTable ticks, String policy, long budgetPages, TickWatcher watcher) {
    return shortcuts && policy.equals(LRU)
        ? LruReplay.of(ticks, budgetPages, watcher)
        : FixedBudgetReplay.of(ticks, policies.create(policy), budgetPages, boundaries, watcher);
  }
}
