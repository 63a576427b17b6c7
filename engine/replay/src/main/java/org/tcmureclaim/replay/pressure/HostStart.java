package org.tcmureclaim.replay.pressure;

import java.util.List;
import java.util.OptionalLong;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * Where a trace of devices begins in that of its host.
 *
 * @param atNanos by the host's samples
 * @param how it is known, for people
 */
public record HostStart(long atNanos, String how) {
  private static final double SECOND_NANOS = 1e9;

  /** Both begin at the same moment. */
  static HostStart same(HostTrace host) {
    return new HostStart(host.samples().get(0).atNanos(), "same beginning");
  }

  /**
   * Where it was said, else by time where both traces have the times of a calendar, else at the
   * beginning.
   *
   * @param devices the name of the trace of devices
   * @param startedAtNanos when it begins, since 1970; empty where it does not say
   * @param fromNanos where it begins, from the first sample of the host on
   * @throws TraceException where the two do not overlap
   */
  public static HostStart of(
      HostTrace host,
      String devices,
      TickTable table,
      OptionalLong startedAtNanos,
      OptionalLong fromNanos) {
    long firstNanos = host.samples().get(0).atNanos();
    if (fromNanos.isPresent()) {
      long atNanos = firstNanos + fromNanos.getAsLong();
      String from = fromNanos.getAsLong() / SECOND_NANOS + " s";
      requireOverlap(
          host,
          table,
          atNanos,
          "--pressure-from " + from + " lies behind its end; it has " + seconds(host) + " s");
      return new HostStart(atNanos, "from " + from);
    }
    if (startedAtNanos.isPresent() && WallTime.of(firstNanos).isPresent()) {
      long atNanos = startedAtNanos.getAsLong();
      requireOverlap(host, table, atNanos, ranges(host, devices, table, atNanos));
      return new HostStart(atNanos, "by time");
    }
    return same(host);
  }

  /** The end of some tick must lie between two samples. */
  private static void requireOverlap(
      HostTrace host, TickTable table, long atNanos, String otherwise) {
    boolean overlap =
        atNanos + table.tickNanos() <= lastNanos(host)
            && endNanos(table, atNanos) >= host.samples().get(0).atNanos();
    if (!overlap) {
      throw new TraceException(host.name() + ": " + otherwise);
    }
  }

  private static String ranges(HostTrace host, String devices, TickTable table, long atNanos) {
    return "has %s to %s, but %s %s to %s; name a file of the same time, or say with --pressure-from where they meet"
        .formatted(
            WallTime.text(host.samples().get(0).atNanos()),
            WallTime.text(lastNanos(host)),
            devices,
            WallTime.text(atNanos),
            WallTime.text(endNanos(table, atNanos)));
  }

  private static double seconds(HostTrace host) {
    return (lastNanos(host) - host.samples().get(0).atNanos()) / SECOND_NANOS;
  }

  private static long lastNanos(HostTrace host) {
    List<HostSample> samples = host.samples();
    return samples.get(samples.size() - 1).atNanos();
  }

  private static long endNanos(TickTable table, long atNanos) {
    return atNanos + table.ticks() * table.tickNanos();
  }
}
