package org.tcmureclaim.simulation;

import java.util.function.BooleanSupplier;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A storage host that exists in memory only. Its time passes in {@link #awaitEvent} and nowhere
 * else, in steps of 5 ms: a deadline is reached with the first step that does not lie before it.
 * With equal settings and equal calls, two hosts behave alike to the bit, whatever their speed.
 */
public final class SimulatedHost implements Host {
  private final Simulation simulation;
  private final Faults faults = new Faults();
  private final Sampling sampling;
  private final SimulatedTruncator truncator;
  private final Pace pace;
  private final boolean tellsHeat;
  private boolean somethingHappened;

  /** A host after its warm-up; takes as long as that takes to simulate. */
  public SimulatedHost(SimulatedHostSettings settings) {
    this(settings, () -> false);
  }

  /**
   * The same, or a host after a part of its warm-up where the rest was given up.
   *
   * @param givenUp asked after each step of the warm-up: thousands of LUNs take minutes
   */
  public SimulatedHost(SimulatedHostSettings settings, BooleanSupplier givenUp) {
    this(settings, WallClock.ofMachine(), givenUp);
  }

  SimulatedHost(SimulatedHostSettings settings, WallClock clock) {
    this(settings, clock, () -> false);
  }

  private SimulatedHost(SimulatedHostSettings settings, WallClock clock, BooleanSupplier givenUp) {
    this.simulation = new Simulation(settings, givenUp);
    this.sampling = new Sampling(simulation, faults, settings.features());
    this.truncator =
        new SimulatedTruncator(cutMethod(settings.features().truncation()), simulation, faults);
    this.pace = new Pace(settings.speed(), clock);
    this.tellsHeat = settings.features().laddersKept();
  }

  private CutMethod cutMethod(TruncationStyle style) {
    return switch (style) {
      case SHIM -> new ShimCutting(simulation, faults);
      case STOCK -> new StockCutting(simulation);
      case OBSERVE -> new Observing();
    };
  }

  @Override
  public String kind() {
    return "simulated";
  }

  @Override
  public boolean tellsHeat() {
    return tellsHeat;
  }

  @Override
  public long nanoTime() {
    return simulation.nowNanos();
  }

  @Override
  public boolean awaitEvent(long deadlineNanos) {
    while (true) {
      if (takeEvent()) {
        return true;
      }
      if (simulation.nowNanos() - deadlineNanos >= 0) {
        return false;
      }
      if (pace.allows(simulation.nowNanos() + Simulation.STEP_NANOS)) {
        step();
      } else {
        pace.rest();
      }
    }
  }

  private boolean takeEvent() {
    boolean happened = pace.takeWake() || somethingHappened;
    somethingHappened = false;
    return happened;
  }

  private void step() {
    boolean changed = simulation.step();
    boolean cutEnded = truncator.advance();
    if (cutEnded) {
      simulation.updateMemory();
    }
    somethingHappened = changed || cutEnded;
  }

  @Override
  public void wake() {
    pace.wake();
  }

  @Override
  public void sample(HostSnapshot snapshot, DeviceListener listener) {
    sampling.sample(snapshot, listener);
  }

  /** The customer's name stands for a pool: {@code sim/acme/acme-003}. There are no WWNs. */
  @Override
  public DeviceIdentity identity(DeviceKey key) {
    String name = key.path().substring(key.path().indexOf('/') + 1);
    String customer = name.substring(0, Math.max(0, name.lastIndexOf('-')));
    return new DeviceIdentity(key.path(), "sim/" + customer + "/" + name, "");
  }

  @Override
  public Truncator truncator() {
    return truncator;
  }

  /** What this run has cost and spared so far, to be compared with {@link StockKernelRun}. */
  public Tally tally() {
    return simulation.tally();
  }

  /** Where tests make things go wrong. */
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    truncator.close();
  }
}
