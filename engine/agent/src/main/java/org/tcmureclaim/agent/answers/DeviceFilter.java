package org.tcmureclaim.agent.answers;

import java.util.Optional;
import org.tcmureclaim.image.TickImage;

/**
 * Which devices are wanted; all where nothing is said.
 *
 * @param customer whose they are
 * @param name a part of HBA/NAME
 */
public record DeviceFilter(Optional<String> customer, Optional<String> name) {
  public static final DeviceFilter ALL = new DeviceFilter(Optional.empty(), Optional.empty());

  boolean passes(TickImage image, int device) {
    return (customer.isEmpty() || image.customer(device).equals(customer.get()))
        && (name.isEmpty() || image.path(device).contains(name.get()));
  }
}
