package org.tcmureclaim.simulation;

import java.util.List;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.simulation.workload.HabitKind;
import org.tcmureclaim.simulation.workload.SimulatedCustomer;
import org.tcmureclaim.snapshot.DeviceKey;

/** Settings and listeners that several tests share. */
final class TestHosts {
  static final long SECOND = 1_000_000_000L;

  /** Hears nothing. */
  static final DeviceListener DEAF =
      new DeviceListener() {
        @Override
        public void added(int slot, DeviceKey key) {}

        @Override
        public void removed(int slot, DeviceKey key) {}
      };

  private TestHosts() {}

  /** Eight LUNs for ten seconds already, as fast as the machine can, and no churn. */
  static SimulatedHostSettings small() {
    return SimulatedHostSettings.defaults()
        .withCustomers(
            List.of(
                new SimulatedCustomer("acme", 4, HabitKind.STEADY),
                new SimulatedCustomer("birch", 4, HabitKind.BURSTY)))
        .withDay(120 * SECOND, 10 * SECOND)
        .withChurnPerMinute(0)
        .withSpeed(Speed.unbounded());
  }

  /** Lets time pass, whatever happens meanwhile. */
  static void pass(SimulatedHost host, long nanos) {
    long endNanos = host.nanoTime() + nanos;
    while (host.nanoTime() - endNanos < 0) {
      host.awaitEvent(endNanos);
    }
  }
}
