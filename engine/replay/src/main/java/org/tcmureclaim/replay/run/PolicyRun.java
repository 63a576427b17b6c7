package org.tcmureclaim.replay.run;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.policy.builtin.LadderPolicy;
import org.tcmureclaim.policy.builtin.LruPolicy;
import org.tcmureclaim.policy.builtin.PredictivePolicy;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/** Replays policies by name. */
public final class PolicyRun {
  /** What the name of a configuration begins with, in place of a policy's. */
  public static final String CONFIGURATION = "config:";

  private final Policies policies = new Policies();
  private final RungBoundaries boundaries;
  private final boolean byClass;

  /**
   * Runs with ladders of these rungs. The built-in {@code lru} and {@code ladder} are replaced by
   * what makes the same cuts without their classes; tests hold it to that.
   */
  public PolicyRun(RungBoundaries boundaries) {
    this(boundaries, false);
  }

  private PolicyRun(RungBoundaries boundaries, boolean byClass) {
    this.boundaries = boundaries;
    this.byClass = byClass;
  }

  /** Runs in which nothing stands in for the class of a policy. */
  public static PolicyRun byClass(RungBoundaries boundaries) {
    return new PolicyRun(boundaries, true);
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
    if (!byClass && policies.isBuiltIn(policy, LruPolicy.Factory.class)) {
      return LruReplay.of(ticks, budgetPages, watcher);
    }
    if (!byClass && policies.isBuiltIn(policy, LadderPolicy.Factory.class)) {
      return LadderReplay.of(ticks, budgetPages, watcher);
    }
    return isConfiguration(policy)
        ? ConfiguredReplay.of(ticks, rules(policy), budgetPages, boundaries, watcher, RunWatch.NONE)
        : FixedBudgetReplay.of(ticks, policies.create(policy), budgetPages, boundaries, watcher);
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

  /** The same policies, those first whose runs take longest, as far as that is known. */
  public List<String> longestFirst(List<String> names) {
    return names.stream().sorted(Comparator.comparingInt(this::quickness)).toList();
  }

  private int quickness(String policy) {
    if (isConfiguration(policy) || policies.isBuiltIn(policy, PredictivePolicy.Factory.class)) {
      return 0;
    }
    boolean isList = !byClass && policies.isBuiltIn(policy, LruPolicy.Factory.class);
    boolean isMerge = !byClass && policies.isBuiltIn(policy, LadderPolicy.Factory.class);
    return isList ? 3 : isMerge ? 2 : 1;
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
