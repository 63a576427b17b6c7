package org.tcmureclaim.agent.api;

import java.util.Optional;
import org.tcmureclaim.image.TickImage;

/**
 * Which devices are wanted; all where nothing is said.
 *
 * @param customer whose they are
 * @param name a part of HBA/NAME
 */
record DeviceFilter(Optional<String> customer, Optional<String> name) {

  boolean passes(TickImage image, int device) {
    return (customer.isEmpty() || image.customer(device).equals(customer.get()))
        && (name.isEmpty() || image.path(device).contains(name.get()));
  }
}
