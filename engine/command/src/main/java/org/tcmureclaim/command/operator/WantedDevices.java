package org.tcmureclaim.command.operator;

import java.util.Optional;

/**
 * Which devices are wanted, in which order; all where nothing is said.
 *
 * @param sort as of {@code devices --sort}
 * @param customer whose they are
 * @param name a part of HBA/NAME
 */
record WantedDevices(String sort, Optional<String> customer, Optional<String> name) {}
