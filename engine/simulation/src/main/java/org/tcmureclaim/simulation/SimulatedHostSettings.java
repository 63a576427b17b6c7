package org.tcmureclaim.simulation;

import java.util.List;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.memory.MemorySettings;
import org.tcmureclaim.simulation.memory.PsiTriggerSettings;
import org.tcmureclaim.simulation.memory.StallKind;
import org.tcmureclaim.simulation.workload.HabitKind;
import org.tcmureclaim.simulation.workload.SimulatedCustomer;

/**
 * Everything that a simulated host follows from. The same settings give the same host, to the bit.
 *
 * @param seed all that is random
 * @param customers the customers with their LUNs; names are unique
 * @param dayNanos length of a day, for those who do something once a day
 * @param warmUpNanos simulated time that has passed, without an agent, before the host is handed
 *     over
 * @param churnPerMinute how often on average a LUN goes away, to come back a few seconds later as
 *     another device; 0 for never
 * @param truncation what the host offers
 * @param tailVisible whether the host shows what a truncation would free
 * @param triggers the PSI triggers that are armed
 */
public record SimulatedHostSettings(
    long seed,
    List<SimulatedCustomer> customers,
    MemorySettings memory,
    DataAreaSettings dataAreas,
    long dayNanos,
    long warmUpNanos,
    double churnPerMinute,
    TruncationStyle truncation,
    boolean tailVisible,
    List<PsiTriggerSettings> triggers,
    Speed speed) {
  private static final long SECOND = 1_000_000_000L;

  public SimulatedHostSettings {
    customers = List.copyOf(customers);
    triggers = List.copyOf(triggers);
    if (customers.stream().map(SimulatedCustomer::name).distinct().count() != customers.size()) {
      throw new IllegalArgumentException("two customers have the same name: " + customers);
    }
    if (dayNanos < SECOND) {
      throw new IllegalArgumentException("dayNanos must be at least a second, not " + dayNanos);
    }
    if (warmUpNanos < 0) {
      throw new IllegalArgumentException("warmUpNanos must not be negative: " + warmUpNanos);
    }
    if (!(churnPerMinute >= 0 && churnPerMinute <= 6000)) {
      throw new IllegalArgumentException(
          "churnPerMinute must be from 0 to 6000, not " + churnPerMinute);
    }
  }

  /**
   * 256 LUNs of four customers on a host of 8 GiB with the shim, in real time, where a day lasts
   * two minutes and one has passed; memory gets short after about ten seconds, and about every 25
   * seconds from then on.
   */
  public static SimulatedHostSettings defaults() {
    return new SimulatedHostSettings(
        1,
        List.of(
            new SimulatedCustomer("acme", 64, HabitKind.STEADY),
            new SimulatedCustomer("birch", 64, HabitKind.BURSTY),
            new SimulatedCustomer("corvid", 64, HabitKind.NIGHTLY),
            new SimulatedCustomer("dune", 64, HabitKind.QUIETING)),
        MemorySettings.defaults(),
        DataAreaSettings.defaults(),
        120 * SECOND,
        120 * SECOND,
        6,
        TruncationStyle.SHIM,
        true,
        List.of(
            new PsiTriggerSettings(StallKind.SOME, 50_000, 1_000_000),
            new PsiTriggerSettings(StallKind.FULL, 50_000, 1_000_000)),
        Speed.realTime());
  }

  public SimulatedHostSettings withSeed(long newSeed) {
    return new SimulatedHostSettings(
        newSeed,
        customers,
        memory,
        dataAreas,
        dayNanos,
        warmUpNanos,
        churnPerMinute,
        truncation,
        tailVisible,
        triggers,
        speed);
  }

  public SimulatedHostSettings withCustomers(List<SimulatedCustomer> newCustomers) {
    return new SimulatedHostSettings(
        seed,
        newCustomers,
        memory,
        dataAreas,
        dayNanos,
        warmUpNanos,
        churnPerMinute,
        truncation,
        tailVisible,
        triggers,
        speed);
  }

  public SimulatedHostSettings withMemory(MemorySettings newMemory) {
    return new SimulatedHostSettings(
        seed,
        customers,
        newMemory,
        dataAreas,
        dayNanos,
        warmUpNanos,
        churnPerMinute,
        truncation,
        tailVisible,
        triggers,
        speed);
  }

  public SimulatedHostSettings withDataAreas(DataAreaSettings newDataAreas) {
    return new SimulatedHostSettings(
        seed,
        customers,
        memory,
        newDataAreas,
        dayNanos,
        warmUpNanos,
        churnPerMinute,
        truncation,
        tailVisible,
        triggers,
        speed);
  }

  public SimulatedHostSettings withDay(long newDayNanos, long newWarmUpNanos) {
    return new SimulatedHostSettings(
        seed,
        customers,
        memory,
        dataAreas,
        newDayNanos,
        newWarmUpNanos,
        churnPerMinute,
        truncation,
        tailVisible,
        triggers,
        speed);
  }

  public SimulatedHostSettings withChurnPerMinute(double newChurnPerMinute) {
    return new SimulatedHostSettings(
        seed,
        customers,
        memory,
        dataAreas,
        dayNanos,
        warmUpNanos,
        newChurnPerMinute,
        truncation,
        tailVisible,
        triggers,
        speed);
  }

  public SimulatedHostSettings withTruncation(TruncationStyle newTruncation, boolean visible) {
    return new SimulatedHostSettings(
        seed,
        customers,
        memory,
        dataAreas,
        dayNanos,
        warmUpNanos,
        churnPerMinute,
        newTruncation,
        visible,
        triggers,
        speed);
  }

  public SimulatedHostSettings withTriggers(List<PsiTriggerSettings> newTriggers) {
    return new SimulatedHostSettings(
        seed,
        customers,
        memory,
        dataAreas,
        dayNanos,
        warmUpNanos,
        churnPerMinute,
        truncation,
        tailVisible,
        newTriggers,
        speed);
  }

  public SimulatedHostSettings withSpeed(Speed newSpeed) {
    return new SimulatedHostSettings(
        seed,
        customers,
        memory,
        dataAreas,
        dayNanos,
        warmUpNanos,
        churnPerMinute,
        truncation,
        tailVisible,
        triggers,
        newSpeed);
  }
}
