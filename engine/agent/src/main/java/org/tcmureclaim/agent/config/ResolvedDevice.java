package org.tcmureclaim.agent.config;

import java.util.List;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.host.DeviceIdentity;

/**
 * The settings that count for one device.
 *
 * @param alsoMatchedBy later customers that match it too, with file and line
 * @param settings of its customer first, then those of the host; of a simulated one none
 */
public record ResolvedDevice(
    DeviceIdentity device,
    CustomerConfig customer,
    List<String> alsoMatchedBy,
    List<Reading> settings) {
  private static final String CUSTOMERS = "customers.";

  public ResolvedDevice {
    alsoMatchedBy = List.copyOf(alsoMatchedBy);
    settings = List.copyOf(settings);
  }

  /** What the configuration says of this device. */
  public static ResolvedDevice of(LoadedConfig loaded, DeviceIdentity device) {
    Customers customers = loaded.config().customers();
    CustomerConfig customer = customers.of(device);
    List<String> others =
        customers.inOrder().stream()
            .filter(other -> !other.equals(customer) && other.match().matches(device))
            .map(other -> other.name() + " (" + other.origin() + ")")
            .toList();
    String own = CUSTOMERS + customer.name() + ".";
    return new ResolvedDevice(
        device,
        customer,
        others,
        loaded.readings().inOrder().stream()
            .filter(reading -> counts(reading.path(), own, customer.ownPolicy()))
            .sorted((a, b) -> Boolean.compare(b.path().startsWith(own), a.path().startsWith(own)))
            .toList());
  }

  private static boolean counts(String path, String own, boolean ownPolicy) {
    if (path.startsWith(own)) {
      return true;
    }
    return !path.startsWith(CUSTOMERS)
        && !path.startsWith("customers[")
        && !path.startsWith("simulated.")
        && !(ownPolicy && path.startsWith("policy"));
  }
}
