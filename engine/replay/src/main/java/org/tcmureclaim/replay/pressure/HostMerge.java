package org.tcmureclaim.replay.pressure;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;

/** Merges a trace of devices with one of a host. */
public final class HostMerge {
  private final TickTable table;
  private final HostTrace host;
  private final HostTimeline timeline;
  private final HostStart start;
  private final HeldThen assumed;
  private final int[] everPages;
  private long assumedPages;
  private long ticksAssumed;
  private long ticksAbove;
  private long mostAvailableBytes;

  private HostMerge(TickTable table, HostTrace host, HostStart start, HeldThen assumed) {
    this.table = table;
    this.host = host;
    this.timeline = HostTimeline.of(host, table, start.atNanos());
    this.start = start;
    this.assumed = assumed;
    this.everPages = new int[table.devices()];
  }

  /** The host tick by tick, both traces beginning at the same moment. */
  public static HostTicks of(
      TickTable table, HostTrace host, OptionalLong memoryBytes, HeldThen assumed) {
    return of(table, host, HostStart.same(host), memoryBytes, assumed, notice -> {});
  }

  /**
   * The host tick by tick.
   *
   * @param start where the devices' trace begins
   * @param memoryBytes the host's memory, where the trace of the host does not have it
   * @param assumed what data areas held in ticks in which the trace does not say
   * @param notices where a message goes about what cannot be as it was recorded
   * @throws TraceException where it does not say how much memory there is, or was available
   */
  public static HostTicks of(
      TickTable table,
      HostTrace host,
      HostStart start,
      OptionalLong memoryBytes,
      HeldThen assumed,
      Consumer<String> notices) {
    return new HostMerge(table, host, start, assumed).merge(memoryBytes, notices);
  }

  /** Why no tick has available memory, and what to do. */
  private String withoutMemory() {
    return host.samples().stream().anyMatch(sample -> sample.memAvailableKib().isPresent())
        ? "says what memory is available, but at no moment of the time that is replayed; do its"
            + " files belong together, and where should --pressure-from begin?"
        : "has no available memory in it that a closed loop could begin with; name a second"
            + " --pressure FILE that has it (sadf -r, below dump system)";
  }

  private HostTicks merge(OptionalLong memoryBytes, Consumer<String> notices) {
    OptionalLong totalKib = timeline.memTotalKib();
    if (totalKib.isEmpty() && memoryBytes.isEmpty()) {
      throw new TraceException(
          host.name() + ": does not say how much memory the host has; add --memory, such as 64GiB");
    }
    long totalBytes =
        memoryBytes.isPresent() ? memoryBytes.getAsLong() : totalKib.getAsLong() * 1024;
    HostTicksBuilder builder = new HostTicksBuilder();
    if (!timeline.knowsStalls()) {
      builder.stallsUnknown();
    }
    for (int tick = 0; tick < table.ticks(); tick++) {
      use(tick);
      OptionalLong availableKib = timeline.memAvailableKib(tick);
      if (availableKib.isPresent()) {
        builder.sample(
            tick,
            totalBytes,
            available(availableKib.getAsLong() * 1024, totalBytes),
            heldPages(tick));
      }
      builder.stalled(
          tick, timeline.psiSomeMicros(tick).orElse(0), timeline.psiFullMicros(tick).orElse(0));
    }
    if (builder.isEmpty()) {
      throw new TraceException(host.name() + ": " + withoutMemory());
    }
    if (timeline.isOneMoment()) {
      notices.accept(
          host.name() + ": has what is available once only: taken for all of the time after it");
    }
    if (ticksAbove > 0) {
      notices.accept(
          "%s: in %d ticks more is available than the host has (%d KiB of %d): taken for all of it"
              .formatted(host.name(), ticksAbove, mostAvailableBytes >> 10, totalBytes >> 10));
    }
    return builder.build(source(), table.ticks());
  }

  /** No more than there is: a container's meminfo, or a wrong --memory. */
  private long available(long bytes, long totalBytes) {
    if (bytes > totalBytes) {
      ticksAbove++;
      mostAvailableBytes = Math.max(mostAvailableBytes, bytes);
    }
    return Math.min(bytes, totalBytes);
  }

  private String source() {
    String held =
        ticksAssumed == 0
            ? "held as it says"
            : "held then: " + assumed.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return host.name() + " (" + host.format() + "; " + start.how() + "; " + held + ")";
  }

  private long heldPages(int tick) {
    OptionalLong recorded = timeline.tcmuPages(tick);
    if (recorded.isPresent()) {
      return recorded.getAsLong();
    }
    ticksAssumed++;
    return assumed == HeldThen.NOTHING ? 0 : assumedPages;
  }

  private void use(int tick) {
    int end = table.firstRow(tick + 1);
    for (int row = table.firstRow(tick); row < end; row++) {
      int device = table.device(row);
      int more = table.peakPages(row) - everPages[device];
      if (more > 0) {
        everPages[device] += more;
        assumedPages += more;
      }
    }
  }
}
