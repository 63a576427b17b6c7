package org.tcmureclaim.replay.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.replay.run.TracedDevice;
import org.tcmureclaim.replay.trace.Trace;

/** Whose the devices of a trace are: as a configuration says, else as a recording does. */
final class TracedCustomers {
  private final Optional<Customers> customers;

  private TracedCustomers(Optional<Customers> customers) {
    this.customers = customers;
  }

  static TracedCustomers of(Optional<Path> config) {
    return new TracedCustomers(config.map(file -> ReclaimRules.load(file).customers()));
  }

  /** The trace with the customers of the configuration, if there is one and it has any. */
  Trace named(Trace trace) {
    if (customers.isEmpty() || customers.get().inOrder().isEmpty()) {
      return trace;
    }
    List<String> names =
        IntStream.range(0, trace.ticks().devices())
            .mapToObj(trace.ticks()::name)
            .map(name -> customers.get().of(TracedDevice.identity(name)).name())
            .toList();
    return trace.of(names);
  }
}
