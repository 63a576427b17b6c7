package org.tcmureclaim.replay.run;

import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * {@link FixedBudgetReplay} with the agent's {@link Decider} in place of one policy: customers with
 * their policies, promises, quotas and quiet times, and the guard, all as a configuration has them.
 * The rules are the same but for this:
 *
 * <ul>
 *   <li>The decider is asked in every tick, with the excess over the budget as an urgent demand, so
 *       that the limits of customers count below the budget too.
 *   <li>The guard may refuse, so that ticks over budget are part of the result. Figures are never
 *       stale, a truncation takes no time, and what became of it is known in the next tick.
 *   <li>The trace begins at midnight, for quiet times.
 * </ul>
 */
final class ConfiguredReplay implements ReplayState {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long DAY_SECONDS = 86_400;

  /** Never asked: the demand is the excess over the budget. */
  private static final DemandSettings NO_WATERMARKS =
      new DemandSettings(1, 2, 3, 3, 1, 0, 0, 0, Long.MAX_VALUE);

  private final TickTable ticks;
  private final long budgetPages;
  private final TickWatcher watcher;
  private final HostSnapshot snapshot = new HostSnapshot();
  private final ReplayedDevices devices;
  private final Decider decider;
  private final Demand demand = new Demand();
  private final CarriedOut plans;
  private long ticksOverBudget;
  private long avoidableTicksOverBudget;
  private long pageTicks;

  private ConfiguredReplay(
      TickTable ticks,
      ReclaimRules rules,
      long budgetPages,
      RungBoundaries boundaries,
      TickWatcher watcher,
      RunWatch watch) {
    this.ticks = ticks;
    this.budgetPages = budgetPages;
    this.watcher = watcher;
    this.devices = new ReplayedDevices(ticks, snapshot, boundaries, watch);
    this.decider = RuledDecider.of(rules, NO_WATERMARKS, ticks);
    this.plans = new CarriedOut(devices);
  }

  static RunResult of(
      TickTable ticks,
      ReclaimRules rules,
      long budgetPages,
      RungBoundaries boundaries,
      TickWatcher watcher,
      RunWatch watch) {
    return new ConfiguredReplay(ticks, rules, budgetPages, boundaries, watcher, watch).run();
  }

  private RunResult run() {
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      pass(tick);
    }
    return new RunResult(
        devices.reallocatedPages(),
        devices.firstAllocatedPages(),
        plans.truncations(),
        plans.freedPages(),
        ticksOverBudget,
        avoidableTicksOverBudget,
        ticks.ticks() == 0 ? 0 : (double) pageTicks / ticks.ticks(),
        plans.hash().text());
  }

  private void pass(int tick) {
    long nowNanos = (tick + 1) * ticks.tickNanos();
    snapshot.takenAt(nowNanos);
    snapshot.secondOfDay((int) (nowNanos / SECOND_NANOS % DAY_SECONDS));
    devices.pass(tick, nowNanos);
    plans.settle(decider, snapshot);
    demand.none();
    long demandPages = Math.max(0, devices.totalPages() - budgetPages);
    if (demandPages > 0) {
      demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, demandPages);
    }
    plans.carryOut(tick, decider.decide(snapshot, demand), nowNanos);
    if (devices.totalPages() > budgetPages) {
      ticksOverBudget++;
      avoidableTicksOverBudget += devices.totalPages() > devices.pinnedPages() ? 1 : 0;
    }
    pageTicks += devices.totalPages();
    watcher.tick(tick, demandPages, this);
  }

  @Override
  public long totalPages() {
    return devices.totalPages();
  }

  @Override
  public long reallocatedPages() {
    return devices.reallocatedPages();
  }

  @Override
  public long truncations() {
    return plans.truncations();
  }

  @Override
  public int residentPages(int device) {
    return devices.residentPages(device);
  }
}
