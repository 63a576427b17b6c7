package org.tcmureclaim.simulation.workload;

/**
 * A customer of the simulated host.
 *
 * @param name begins the names of its LUNs: {@code acme} has {@code user_0/acme-000} and so on
 * @param luns how many LUNs it has
 */
public record SimulatedCustomer(String name, int luns, HabitKind habit) {
  public SimulatedCustomer {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a customer needs a name");
    }
    if (luns < 0) {
      throw new IllegalArgumentException(name + ": luns must not be negative: " + luns);
    }
  }
}
