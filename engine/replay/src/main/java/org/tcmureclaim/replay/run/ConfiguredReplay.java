package org.tcmureclaim.replay.run;

import java.util.List;
import org.tcmureclaim.configuration.rules.CanaryConfig;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.decision.Candidate;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
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
  private final Outcomes outcomes = new Outcomes();
  private final DecisionHash hash = new DecisionHash();
  private long truncations;
  private long freedPages;
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
    this.decider =
        new Decider(
            new DecisionSettings(
                NO_WATERMARKS,
                neverStale(rules.guard()),
                Granularity.DEVICE,
                rules.customers().all().stream().map(ConfiguredReplay::customer).toList()));
    for (int device = 0; device < ticks.devices(); device++) {
      decider.assign(device, rules.customers().indexOf(TracedDevice.identity(ticks.name(device))));
    }
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

  private static CustomerPolicy customer(CustomerConfig customer) {
    List<Candidate> candidates =
        customer.canary().stream().map(ConfiguredReplay::candidate).toList();
    return new CustomerPolicy(
        customer.settings(),
        customer.policy().name(),
        customer.policy().newPolicy(),
        candidates.isEmpty() ? null : candidates.get(0));
  }

  private static Candidate candidate(CanaryConfig canary) {
    return new Candidate(canary.policy().name(), canary.policy().newPolicy(), canary.limits());
  }

  /** An idle device keeps the sample that last changed something, however old. */
  private static GuardSettings neverStale(GuardSettings guard) {
    return new GuardSettings(
        guard.cooldownNanos(),
        Long.MAX_VALUE,
        guard.keepPages(),
        guard.smallestReleasePages(),
        guard.mostDevices(),
        guard.mostCustomerShare(),
        guard.cutBudgetNanos(),
        guard.regretPatience(),
        guard.regretLimitShare());
  }

  private RunResult run() {
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      pass(tick);
    }
    return new RunResult(
        devices.reallocatedPages(),
        devices.firstAllocatedPages(),
        truncations,
        freedPages,
        ticksOverBudget,
        avoidableTicksOverBudget,
        ticks.ticks() == 0 ? 0 : (double) pageTicks / ticks.ticks(),
        hash.text());
  }

  private void pass(int tick) {
    long nowNanos = (tick + 1) * ticks.tickNanos();
    snapshot.takenAt(nowNanos);
    snapshot.secondOfDay((int) (nowNanos / SECOND_NANOS % DAY_SECONDS));
    devices.pass(tick, nowNanos);
    if (outcomes.size() > 0) {
      decider.settle(snapshot, outcomes);
    }
    demand.none();
    long demandPages = Math.max(0, devices.totalPages() - budgetPages);
    if (demandPages > 0) {
      demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, demandPages);
    }
    carryOut(tick, decider.decide(snapshot, demand), nowNanos);
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
    return truncations;
  }

  @Override
  public int residentPages(int device) {
    return devices.residentPages(device);
  }

  private void carryOut(int tick, Plan plan, long nowNanos) {
    outcomes.begin(nowNanos);
    for (int cut = 0; cut < plan.size(); cut++) {
      int device = plan.slot(cut);
      int freed = devices.cut(device, plan.keepPages(cut));
      if (freed > 0) {
        truncations++;
        freedPages += freed;
        hash.add(tick, device, devices.residentPages(device));
      }
      outcomes.add(plan.key(cut), freed > 0 ? CutResult.FREED : CutResult.NOTHING, freed);
    }
    outcomes.end(
        outcomes.totalFreedPages() > 0 ? CutResult.FREED : CutResult.NOTHING, "", nowNanos);
  }
}
