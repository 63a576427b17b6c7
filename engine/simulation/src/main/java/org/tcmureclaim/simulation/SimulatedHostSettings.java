package org.tcmureclaim.simulation;

import java.util.List;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.memory.MemorySettings;
import org.tcmureclaim.simulation.memory.PsiTriggerSettings;
import org.tcmureclaim.simulation.workload.SimulatedCustomer;
import org.tcmureclaim.simulation.workload.WorkloadSettings;

/**
 * Everything that a simulated host follows from. The same settings give the same host, to the bit,
 * whatever the speed.
 *
 * @param seed all that is random
 * @param speed how fast its time may pass
 */
public record SimulatedHostSettings(
    long seed,
    Speed speed,
    WorkloadSettings workload,
    MemorySettings memory,
    DataAreaSettings dataAreas,
    HostFeatures features) {
  private static final int DEFAULT_LUNS = 256;

  /**
   * 256 LUNs on a host of 8 GiB with the shim, in real time. Memory gets short after about ten
   * seconds, and about every 25 seconds from then on.
   */
  public static SimulatedHostSettings defaults() {
    return ofLuns(DEFAULT_LUNS);
  }

  /**
   * The default host with another number of LUNs, at least 4, and its memory and global limit in
   * the same proportion, so that it gets short of memory as often.
   */
  public static SimulatedHostSettings ofLuns(int luns) {
    if (luns < 4) {
      throw new IllegalArgumentException("the default customers have 4 LUNs or more, not " + luns);
    }
    var areas = DataAreaSettings.defaults();
    long globalLimitPages = areas.globalLimitPages() * luns / DEFAULT_LUNS;
    return new SimulatedHostSettings(
        1,
        Speed.realTime(),
        WorkloadSettings.ofLuns(luns),
        MemorySettings.defaults().scaled(luns, DEFAULT_LUNS),
        new DataAreaSettings(areas.areaPages(), areas.pagesPerBlock(), globalLimitPages),
        HostFeatures.defaults());
  }

  public SimulatedHostSettings withSeed(long newSeed) {
    return new SimulatedHostSettings(newSeed, speed, workload, memory, dataAreas, features);
  }

  public SimulatedHostSettings withSpeed(Speed newSpeed) {
    return new SimulatedHostSettings(seed, newSpeed, workload, memory, dataAreas, features);
  }

  public SimulatedHostSettings withWorkload(WorkloadSettings newWorkload) {
    return new SimulatedHostSettings(seed, speed, newWorkload, memory, dataAreas, features);
  }

  public SimulatedHostSettings withMemory(MemorySettings newMemory) {
    return new SimulatedHostSettings(seed, speed, workload, newMemory, dataAreas, features);
  }

  public SimulatedHostSettings withDataAreas(DataAreaSettings newDataAreas) {
    return new SimulatedHostSettings(seed, speed, workload, memory, newDataAreas, features);
  }

  public SimulatedHostSettings withFeatures(HostFeatures newFeatures) {
    return new SimulatedHostSettings(seed, speed, workload, memory, dataAreas, newFeatures);
  }

  public SimulatedHostSettings withCustomers(List<SimulatedCustomer> customers) {
    return withWorkload(workload.withCustomers(customers));
  }

  public SimulatedHostSettings withDay(long dayNanos, long warmUpNanos) {
    return withWorkload(workload.withDay(dayNanos, warmUpNanos));
  }

  public SimulatedHostSettings withChurnPerMinute(double churnPerMinute) {
    return withWorkload(workload.withChurnPerMinute(churnPerMinute));
  }

  public SimulatedHostSettings withTruncation(TruncationStyle truncation, boolean tailVisible) {
    return withFeatures(features.withTruncation(truncation, tailVisible));
  }

  public SimulatedHostSettings withTriggers(List<PsiTriggerSettings> triggers) {
    return withFeatures(features.withTriggers(triggers));
  }
}
