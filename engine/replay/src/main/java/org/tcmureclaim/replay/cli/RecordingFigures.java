package org.tcmureclaim.replay.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.Imported;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.RecordedDevice;
import org.tcmureclaim.recording.bundle.RecordedTick;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;

/** What a recording says beside its ticks: rates, pressure, what was done, and gaps; for people. */
final class RecordingFigures {
  private static final double MIB = 1 << 20;
  private static final double PAGES_PER_MIB = 256;

  private final Map<EventKind, Long> events = new EnumMap<>(EventKind.class);
  private final Map<String, long[]> firstCounters = new HashMap<>();
  private final Map<String, long[]> lastCounters = new HashMap<>();
  private long ticks;
  private long missingTicks;
  private long longestPauseNanos;
  private long firstNanos;
  private long lastNanos;
  private long lastNumber;
  private long firstSomeMicros;
  private long lastSomeMicros;
  private long leastAvailableBytes = Long.MAX_VALUE;
  private long mostHeldPages;
  private long freedPages;
  private boolean begins;

  /** The figures of a recording as text. */
  static String text(Path folder) {
    RecordingFigures figures = new RecordingFigures();
    try (BundleReader reader = BundleReader.open(folder)) {
      while (reader.next()) {
        figures.take(reader.tick());
      }
      return figures.text(reader);
    }
  }

  private void take(RecordedTick tick) {
    if (ticks == 0) {
      firstNanos = tick.atNanos();
      firstSomeMicros = tick.host(HostColumn.PSI_MEM_SOME_TOTAL_US);
      begins = tick.events().stream().anyMatch(event -> event.kind() == EventKind.START);
    } else {
      missingTicks += tick.number() - lastNumber - 1;
      longestPauseNanos = Math.max(longestPauseNanos, tick.atNanos() - lastNanos);
    }
    ticks++;
    lastNumber = tick.number();
    lastNanos = tick.atNanos();
    lastSomeMicros = tick.host(HostColumn.PSI_MEM_SOME_TOTAL_US);
    leastAvailableBytes = Math.min(leastAvailableBytes, tick.host(HostColumn.MEM_AVAILABLE_BYTES));
    mostHeldPages = Math.max(mostHeldPages, tick.host(HostColumn.TCMU_GLOBAL_PAGES));
    for (EventRow event : tick.events()) {
      events.merge(event.kind(), 1L, Long::sum);
      freedPages += event.kind() == EventKind.SETTLED ? event.blocks() : 0;
    }
    for (RecordedDevice device : tick.devices().all()) {
      if (device.isChanged()) {
        long[] counters = {
          device.value(DeviceColumn.CMDS), device.value(DeviceColumn.TRANSFERRED_BYTES)
        };
        firstCounters.putIfAbsent(device.name(), counters);
        lastCounters.put(device.name(), counters);
      }
    }
  }

  private String text(BundleReader reader) {
    Manifest manifest = reader.manifest();
    double seconds = Math.max(1e-9, (lastNanos - firstNanos) / 1e9);
    if (manifest.imported() != null) {
      return text(manifest, manifest.imported());
    }
    StringBuilder text = new StringBuilder();
    text.append(
        TickFigures.line(
            "recorded by",
            "%s on a %s host, mode %s, truncator %s, policy %s",
            manifest.recorder(),
            manifest.hostKind(),
            manifest.mode(),
            manifest.truncator(),
            manifest.policy()));
    text.append(
        TickFigures.line(
            "time",
            "%s to %s, %.1f s, %,d ticks",
            manifest.wall(firstNanos),
            manifest.wall(lastNanos),
            seconds,
            ticks));
    text.append(
        TickFigures.line(
            "rates",
            "%.1f commands/s, %.2f MiB/s",
            counted(0) / seconds,
            counted(1) / seconds / MIB));
    text.append(
        TickFigures.line(
            "pressure",
            "tasks waited %.2f %% of the time; least available" + " %.0f MiB",
            (lastSomeMicros - firstSomeMicros) / seconds / 1e4,
            leastAvailableBytes / MIB));
    text.append(TickFigures.line("held", "at most %.1f MiB", mostHeldPages / PAGES_PER_MIB));
    text.append(
        TickFigures.line(
            "done",
            "%,d plans, %,d cuts, %.1f MiB freed",
            count(EventKind.SETTLED),
            count(EventKind.TRUNCATE),
            freedPages / PAGES_PER_MIB));
    text.append(
        TickFigures.line(
            "came and went",
            "%,d and %,d devices; %,d configurations",
            count(EventKind.ATTACH),
            count(EventKind.DETACH),
            count(EventKind.CONFIGURED)));
    text.append(
        TickFigures.line(
            "gaps",
            "%,d ticks missing, longest pause %.1f s%s",
            missingTicks,
            longestPauseNanos / 1e9,
            begins ? "" : "; it begins in the middle of a run"));
    reader.problems().forEach(problem -> text.append("problem: ").append(problem).append('\n'));
    return text.toString();
  }

  private static String text(Manifest manifest, Imported imported) {
    return TickFigures.line(
            "imported by",
            "%s from %s, %s%s",
            manifest.recorder(),
            imported.source().isEmpty() ? "a file" : imported.source(),
            imported.format(),
            imported.fidelity().isEmpty() ? "" : " (" + imported.fidelity() + ")")
        + TickFigures.line("service time", "%s", imported.serviceTime())
        + TickFigures.line(
            "rules",
            "split at %,d KiB, %,d in flight, data areas of %,d MiB",
            imported.transferBytes() >> 10,
            imported.queueDepth(),
            imported.areaPages() / (long) PAGES_PER_MIB)
        + TickFigures.line("lines", "%,d used, %,d bad", imported.lines(), imported.badLines());
  }

  private double counted(int counter) {
    double total = 0;
    for (Map.Entry<String, long[]> last : lastCounters.entrySet()) {
      long[] first = firstCounters.getOrDefault(last.getKey(), last.getValue());
      total += last.getValue()[counter] - first[counter];
    }
    return total;
  }

  private long count(EventKind kind) {
    return events.getOrDefault(kind, 0L);
  }
}
