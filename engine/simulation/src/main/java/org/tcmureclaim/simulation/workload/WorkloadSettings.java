package org.tcmureclaim.simulation.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * Who uses the LUNs, and how.
 *
 * @param customers the customers with their LUNs; names are unique
 * @param dayNanos length of a day, for those who do something once a day; at least a second
 * @param warmUpNanos simulated time that has passed, without an agent, before the host is handed
 *     over
 * @param churnPerMinute how often on average a LUN goes away, to come back a few seconds later as
 *     another device; 0 for never, 6000 at most
 */
public record WorkloadSettings(
    List<SimulatedCustomer> customers, long dayNanos, long warmUpNanos, double churnPerMinute) {
  private static final long SECOND = 1_000_000_000L;

  public WorkloadSettings {
    customers = List.copyOf(customers);
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
   * So many LUNs, shared among four customers of different habits. A day lasts two minutes and one
   * has passed; a LUN goes away for a moment every ten seconds with 256 of them.
   */
  public static WorkloadSettings ofLuns(int luns) {
    String[] names = {"acme", "birch", "corvid", "dune"};
    HabitKind[] habits = {
      HabitKind.STEADY, HabitKind.BURSTY, HabitKind.NIGHTLY, HabitKind.QUIETING
    };
    List<SimulatedCustomer> customers = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      int share = luns / names.length + (i < luns % names.length ? 1 : 0);
      customers.add(new SimulatedCustomer(names[i], share, habits[i]));
    }
    return new WorkloadSettings(customers, 120 * SECOND, 120 * SECOND, luns * 6 / 256.0);
  }

  public WorkloadSettings withCustomers(List<SimulatedCustomer> newCustomers) {
    return new WorkloadSettings(newCustomers, dayNanos, warmUpNanos, churnPerMinute);
  }

  public WorkloadSettings withDay(long newDayNanos, long newWarmUpNanos) {
    return new WorkloadSettings(customers, newDayNanos, newWarmUpNanos, churnPerMinute);
  }

  public WorkloadSettings withChurnPerMinute(double newChurnPerMinute) {
    return new WorkloadSettings(customers, dayNanos, warmUpNanos, newChurnPerMinute);
  }

  /** The number of LUNs of all customers. */
  public int luns() {
    return customers.stream().mapToInt(SimulatedCustomer::luns).sum();
  }
}
