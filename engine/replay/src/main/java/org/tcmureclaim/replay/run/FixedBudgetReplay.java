package org.tcmureclaim.replay.run;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * An open-loop replay: one policy, and a budget of pages for all devices together that never
 * changes. These are the rules, the same for every policy and for {@code optimum.Clairvoyant}:
 *
 * <ol>
 *   <li>All devices are attached before the first tick and hold nothing.
 *   <li>In a tick, every device first gets what its commands need: it holds {@code max(held,
 *       peak)}. Pages it never had before are <em>first allocations</em>, the same number for
 *       everybody; the others are <em>re-allocations</em>, which is what a run is judged by. During
 *       the tick the budget does not hold anybody back.
 *   <li>At the end of the tick the policy {@linkplain ReclaimPolicy#observe observes} the host:
 *       pages held, tails above the floor, exact peaks, ladders, and which devices were active. The
 *       time is that of the end of the tick; an active device counts one more command.
 *   <li>If all devices together hold more than the budget, the policy is asked for the excess,
 *       urgently. An offer is carried out at once: the device keeps {@code max(keep, floor)}. There
 *       is no guard, no quota and no cool-down, and nothing is asked below the budget, so that a
 *       policy which trims at leisure is not seen doing so.
 *   <li>What is held then is what the tick ends with. If it is still above the budget, the tick
 *       counts as over budget; if the floors alone do not account for that, avoidably so.
 * </ol>
 *
 * <p>What is in use at the end of a tick is in use at the start of the next one ({@link
 * TickTable}). A truncation does not change which blocks later commands get (the kernel searches
 * the bitmap, not the pages), so that the trace is the same under every policy; only commands that
 * wait for space, and the delay that re-allocation causes, would change it, and are not modelled.
 */
public final class FixedBudgetReplay implements ReplayState {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long DAY_SECONDS = 86_400;

  private final TickTable ticks;
  private final ReclaimPolicy policy;
  private final long budgetPages;
  private final TickWatcher watcher;
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Demand demand = new Demand();
  private final ReplayedDevices devices;
  private final AppliedOffers offers;
  private long ticksOverBudget;
  private long avoidableTicksOverBudget;
  private long pageTicks;

  private FixedBudgetReplay(
      TickTable ticks,
      ReclaimPolicy policy,
      long budgetPages,
      RungBoundaries boundaries,
      TickWatcher watcher,
      RunWatch watch) {
    this.ticks = ticks;
    this.policy = policy;
    this.budgetPages = budgetPages;
    this.watcher = watcher;
    this.devices = new ReplayedDevices(ticks, snapshot, boundaries, watch);
    this.offers = new AppliedOffers(devices);
  }

  /**
   * Replays a trace under a policy that has seen nothing yet.
   *
   * @param boundaries where the rungs of every device's ladder begin
   */
  public static RunResult of(
      TickTable ticks, ReclaimPolicy policy, long budgetPages, RungBoundaries boundaries) {
    return of(ticks, policy, budgetPages, boundaries, TickWatcher.NONE);
  }

  /** The same, with somebody watching every cut and allocation. */
  static RunResult of(
      TickTable ticks,
      ReclaimPolicy policy,
      long budgetPages,
      RungBoundaries boundaries,
      RunWatch watch) {
    return new FixedBudgetReplay(ticks, policy, budgetPages, boundaries, TickWatcher.NONE, watch)
        .run();
  }

  /** The same, watched at the end of each tick. */
  public static RunResult of(
      TickTable ticks,
      ReclaimPolicy policy,
      long budgetPages,
      RungBoundaries boundaries,
      TickWatcher watcher) {
    return new FixedBudgetReplay(ticks, policy, budgetPages, boundaries, watcher, RunWatch.NONE)
        .run();
  }

  private RunResult run() {
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      pass(tick);
    }
    return new RunResult(
        devices.reallocatedPages(),
        devices.firstAllocatedPages(),
        offers.truncations(),
        offers.freedPages(),
        ticksOverBudget,
        avoidableTicksOverBudget,
        ticks.ticks() == 0 ? 0 : (double) pageTicks / ticks.ticks(),
        offers.hash().text());
  }

  private void pass(int tick) {
    long nowNanos = (tick + 1) * ticks.tickNanos();
    snapshot.takenAt(nowNanos);
    snapshot.secondOfDay((int) (nowNanos / SECOND_NANOS % DAY_SECONDS));
    devices.pass(tick, nowNanos);
    policy.observe(snapshot);
    long demandPages = Math.max(0, devices.totalPages() - budgetPages);
    if (demandPages > 0) {
      reclaim(tick);
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
    return offers.truncations();
  }

  @Override
  public int residentPages(int device) {
    return devices.residentPages(device);
  }

  private void reclaim(int tick) {
    demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, devices.totalPages() - budgetPages);
    offers.begin(tick);
    policy.scan(snapshot, demand, offers);
    if (devices.totalPages() > budgetPages) {
      ticksOverBudget++;
      if (devices.totalPages() > devices.pinnedPages()) {
        avoidableTicksOverBudget++;
      }
    }
  }
}
