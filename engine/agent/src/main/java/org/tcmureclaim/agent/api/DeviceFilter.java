package org.tcmureclaim.agent.api;

import java.util.Optional;
import org.tcmureclaim.agent.board.HostImage;

/**
 * Which devices are wanted; all where nothing is said.
 *
 * @param customer whose they are
 * @param name a part of HBA/NAME
 */
record DeviceFilter(Optional<String> customer, Optional<String> name) {

  boolean passes(HostImage image, int device) {
    return (customer.isEmpty() || image.customer(device).equals(customer.get()))
        && (name.isEmpty() || image.key(device).path().contains(name.get()));
  }
}
