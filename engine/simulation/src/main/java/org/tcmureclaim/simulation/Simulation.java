package org.tcmureclaim.simulation;

import java.util.function.BooleanSupplier;
import org.tcmureclaim.simulation.dataarea.GlobalPages;
import org.tcmureclaim.simulation.memory.HostMemory;
import org.tcmureclaim.simulation.memory.OtherUsers;
import org.tcmureclaim.simulation.memory.PsiPoller;
import org.tcmureclaim.simulation.memory.Stalls;
import org.tcmureclaim.simulation.workload.Streams;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A storage host with a stock kernel and nobody who looks after it. Time passes in steps of {@link
 * #STEP_NANOS}; within a step each LUN's commands happen exactly in their order.
 */
final class Simulation {
  static final long STEP_NANOS = 5_000_000;

  private static final long FIRST_RAMP_MIN_NANOS = 4_000_000_000L;
  private static final long FIRST_RAMP_MAX_NANOS = 7_000_000_000L;

  private static final int SECONDS_PER_DAY = 86_400;

  private final long dayNanos;
  private final GlobalPages global;
  private final Luns luns;
  private final Churn churn;
  private final OtherUsers otherUsers;
  private final HostMemory memory;
  private final Stalls stalls;
  private final PsiPoller poller;
  private final TallyMeter tallyMeter;
  private long nowNanos;

  /** A host that has been up for the warm-up time. */
  Simulation(SimulatedHostSettings settings) {
    this(settings, () -> false);
  }

  /**
   * A host that has been up for the warm-up time, or for less where that was given up.
   *
   * @param givenUp asked after each step of the warm-up
   */
  Simulation(SimulatedHostSettings settings, BooleanSupplier givenUp) {
    long seed = settings.seed();
    this.dayNanos = settings.workload().dayNanos();
    this.global = new GlobalPages(settings.dataAreas().globalLimitPages());
    this.luns = new Luns(settings, global, nowNanos);
    this.churn =
        new Churn(settings.workload().churnPerMinute(), Streams.of(seed, "churn", 0, 0), nowNanos);
    var othersRandom = Streams.of(seed, "other users", 0, 0);
    long firstRampNanos =
        settings.workload().warmUpNanos()
            + othersRandom.nextLong(FIRST_RAMP_MIN_NANOS, FIRST_RAMP_MAX_NANOS);
    this.otherUsers = new OtherUsers(settings.memory(), othersRandom, firstRampNanos);
    this.memory = new HostMemory(settings.memory());
    this.stalls = new Stalls(settings.memory().totalBytes());
    this.poller = new PsiPoller(stalls, settings.features().triggers());
    this.tallyMeter = new TallyMeter(luns, stalls);
    while (nowNanos < settings.workload().warmUpNanos() && !givenUp.getAsBoolean()) {
      step();
    }
    tallyMeter.begin(global.pages());
  }

  long nowNanos() {
    return nowNanos;
  }

  /** The time of day on a clock that goes round once in a simulated day, 0 to 86399. */
  int secondOfDay() {
    double partOfDay = Math.floorMod(nowNanos, dayNanos) / (double) dayNanos;
    return Math.min((int) (partOfDay * SECONDS_PER_DAY), SECONDS_PER_DAY - 1);
  }

  GlobalPages global() {
    return global;
  }

  Luns luns() {
    return luns;
  }

  Churn churn() {
    return churn;
  }

  HostMemory memory() {
    return memory;
  }

  Stalls stalls() {
    return stalls;
  }

  PsiPoller poller() {
    return poller;
  }

  Tally tally() {
    return tallyMeter.tally();
  }

  /**
   * Lets one step of time pass.
   *
   * @return whether a LUN came or went, or a PSI trigger fired
   */
  boolean step() {
    nowNanos += STEP_NANOS;
    boolean lunsChanged = churn.advance(nowNanos, luns);
    luns.advance(nowNanos);
    if (global.takeDueWork(nowNanos)) {
      luns.truncateAll();
      global.endWork(nowNanos);
    }
    updateMemory();
    stalls.pass(STEP_NANOS, memory.availableBytes());
    tallyMeter.pass(STEP_NANOS, global.pages());
    boolean fired = poller.poll(nowNanos);
    return lunsChanged || fired;
  }

  /** Shows in the memory what the data areas hold now: at once after a truncation. */
  void updateMemory() {
    memory.update(otherUsers.bytesAt(nowNanos), global.pages() * HostSnapshot.PAGE_BYTES);
  }
}
