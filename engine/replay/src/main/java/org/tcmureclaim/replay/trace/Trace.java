package org.tcmureclaim.replay.trace;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * A trace, ready to be replayed.
 *
 * @param name the file or built-in workload, as it was named
 * @param format such as {@code ticks} or {@code commands}
 * @param serviceTime where completion times come from: {@code recorded}, a model such as {@code
 *     fixed:5ms}, or {@code none} where the source has ticks already
 * @param lines data lines that were used
 * @param badLines lines that were left out
 * @param customers the customer of each device by its number; empty where nobody knows them
 * @param host what its host went through, for a closed loop; null where that plays no part
 * @param startedAtNanos when the first tick begins, since 1970; empty where the source does not say
 */
public record Trace(
    String name,
    String format,
    String serviceTime,
    long lines,
    long badLines,
    TickTable ticks,
    List<String> customers,
    @Nullable HostTicks host,
    OptionalLong startedAtNanos) {

  public Trace {
    customers = List.copyOf(customers);
    if (!customers.isEmpty() && customers.size() != ticks.devices()) {
      throw new IllegalArgumentException(
          customers.size() + " customers of " + ticks.devices() + " devices");
    }
  }

  /** A trace of devices alone. */
  public Trace(
      String name, String format, String serviceTime, long lines, long badLines, TickTable ticks) {
    this(name, format, serviceTime, lines, badLines, ticks, List.of(), null, OptionalLong.empty());
  }

  /** The same, with the customers of its devices. */
  public Trace of(List<String> newCustomers) {
    return new Trace(
        name, format, serviceTime, lines, badLines, ticks, newCustomers, host, startedAtNanos);
  }

  /** The same, with the time when it begins. */
  Trace startedAt(OptionalLong nanos) {
    return new Trace(name, format, serviceTime, lines, badLines, ticks, customers, host, nanos);
  }

  /** The same, with its host. */
  public Trace on(HostTicks newHost) {
    return new Trace(
        name, format, serviceTime, lines, badLines, ticks, customers, newHost, startedAtNanos);
  }
}
