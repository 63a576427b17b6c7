package org.tcmureclaim.replay.run;

import java.nio.file.Path;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/** Replays policies by name. */
public final class PolicyRun {
  /** What the name of a configuration begins with, in place of a policy's. */
  public static final String CONFIGURATION = "config:";

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

  /**
   * Refuses what {@link #of} could not replay.
   *
   * @throws ConfigurationException naming the policy, or file, line and key
   */
  public void check(String policy) {
    if (isConfiguration(policy)) {
      rules(policy);
    } else {
      var unused = policies.create(policy);
    }
  }

  /**
   * Replays a trace under the policy of this name with default parameters, or under a
   * configuration, named {@code config:FILE}.
   */
  public RunResult of(TickTable ticks, String policy, long budgetPages) {
    return of(ticks, policy, budgetPages, TickWatcher.NONE);
  }

  /** The same, watched. */
  public RunResult of(TickTable ticks, String policy, long budgetPages, TickWatcher watcher) {
    return shortcuts && policy.equals(LRU)
        ? LruReplay.of(ticks, budgetPages, watcher)
        : isConfiguration(policy)
            ? ConfiguredReplay.of(
                ticks, rules(policy), budgetPages, boundaries, watcher, RunWatch.NONE)
            : FixedBudgetReplay.of(
                ticks, policies.create(policy), budgetPages, boundaries, watcher);
  }

  /** The same without shortcuts, with somebody watching every cut and allocation. */
  public RunResult of(TickTable ticks, String policy, long budgetPages, RunWatch watch) {
    return isConfiguration(policy)
        ? ConfiguredReplay.of(
            ticks, rules(policy), budgetPages, boundaries, TickWatcher.NONE, watch)
        : FixedBudgetReplay.of(ticks, policies.create(policy), budgetPages, boundaries, watch);
  }

  /**
   * Replays a trace in a closed loop. A configuration goes by watermarks and controller of its own.
   */
  public RunResult of(
      TickTable ticks, String policy, ClosedLoop loop, TickWatcher watcher, RunWatch watch) {
    return isConfiguration(policy)
        ? ClosedLoopReplay.of(ticks, rules(policy), loop, boundaries, watcher, watch)
        : ClosedLoopReplay.of(ticks, policies.create(policy), loop, boundaries, watcher, watch);
  }

  /** Whether it is the name of a file and not of a policy. */
  public static boolean isConfiguration(String policy) {
    return policy.startsWith(CONFIGURATION);
  }

  /** Read anew for each run: a configuration keeps count of what is asked of it. */
  private static ReclaimRules rules(String policy) {
    return ReclaimRules.load(Path.of(policy.substring(CONFIGURATION.length())));
  }
}
