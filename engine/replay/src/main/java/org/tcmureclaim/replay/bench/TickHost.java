package org.tcmureclaim.replay.bench;

import java.util.Locale;
import java.util.SplittableRandom;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A host of so many devices for measuring what a tick costs, with a decider and the guard's default
 * settings. In every tick one device in ten is active, and reaches 1 to 2048 pages; plans are
 * carried out at once.
 */
final class TickHost {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int MOST_PAGES = 2048;
  private static final RungBoundaries BOUNDARIES = RungBoundaries.of(1 << 18);

  /** Not asked for: every tick is told its demand. */
  private static final DemandSettings DEMAND =
      new DemandSettings(1, 2, 3, Long.MAX_VALUE, 0.001, 0.1, 0.1, 0.25, 5 * SECOND_NANOS);

  private static final GuardSettings GUARD =
      new GuardSettings(10 * SECOND_NANOS, 5 * SECOND_NANOS, 0, 256);

  private final HostSnapshot snapshot = new HostSnapshot();
  private final DeviceTable table = snapshot.devices();
  private final Outcomes outcomes = new Outcomes();
  private final Decider decider;
  private final SplittableRandom random;
  private final long[] residentPages;
  private long totalPages;
  private long nowNanos;

  TickHost(ReclaimPolicy policy, int devices, long seed) {
    this.decider =
        new Decider(DecisionSettings.forAll(DEMAND, GUARD, Granularity.DEVICE, "measured", policy));
    this.random = new SplittableRandom(seed);
    this.residentPages = new long[devices];
    for (int device = 0; device < devices; device++) {
      String path = String.format(Locale.ROOT, "user_0/lun-%06d", device);
      int slot = table.add(new DeviceKey(path, 1), 0);
      table.updateFlags(slot, 0);
      table.ladders().size(slot, BOUNDARIES.rungs());
      for (int rung = 0; rung < BOUNDARIES.rungs(); rung++) {
        table.ladders().update(slot, rung, BOUNDARIES.firstBlock(rung), 0, 0);
      }
      use(slot);
    }
  }

  /** What all devices hold. */
  long totalPages() {
    return totalPages;
  }

  /** Lets a second pass. */
  void pass() {
    nowNanos += SECOND_NANOS;
    snapshot.takenAt(nowNanos);
    for (int slot = 0; slot < residentPages.length; slot++) {
      if (random.nextInt(10) == 0) {
        use(slot);
      } else {
        table.updateUsage(slot, residentPages[slot], residentPages[slot], nowNanos);
        table.updatePeak(slot, 0);
      }
    }
  }

  /** From snapshot to plan: what is measured. */
  Plan decide(Demand demand) {
    return decider.decide(snapshot, demand);
  }

  /** Carries a plan out. */
  void carryOut(Plan plan) {
    outcomes.begin(nowNanos);
    for (int cut = 0; cut < plan.size(); cut++) {
      long freed = Math.max(0, residentPages[plan.slot(cut)] - plan.keepPages(cut));
      residentPages[plan.slot(cut)] -= freed;
      totalPages -= freed;
      outcomes.add(plan.key(cut), CutResult.FREED, freed, 1000);
    }
    outcomes.end(CutResult.FREED, "", nowNanos);
    if (!plan.isEmpty()) {
      decider.settle(snapshot, outcomes);
    }
  }

  private void use(int slot) {
    int peak = 1 + random.nextInt(1 << random.nextInt(1, 12));
    long held = Math.max(residentPages[slot], Math.min(peak, MOST_PAGES));
    totalPages += held - residentPages[slot];
    residentPages[slot] = held;
    table.updateUsage(slot, held, held, nowNanos);
    table.updatePeak(slot, peak);
    table.updateTraffic(slot, table.commands(slot) + 1, 0, nowNanos);
    for (int rung = 0; rung <= BOUNDARIES.rungOf(peak - 1); rung++) {
      long times = table.ladders().timesReached(slot, rung) + 1;
      table.ladders().update(slot, rung, BOUNDARIES.firstBlock(rung), nowNanos, times);
    }
  }
}
