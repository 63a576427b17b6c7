package org.tcmureclaim.replay.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.Imported;
import org.tcmureclaim.recording.bundle.RecordedDevice;
import org.tcmureclaim.recording.bundle.RecordedTick;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

/**
 * The recording of an agent as a table of ticks of its own length. The agent looks more often while
 * memory is short; what it saw within a tick is taken together: the highest peak, the last floor.
 */
final class RecordingTicks {
  private final BundleReader reader;
  private final long tickNanos;
  private final TickTableBuilder builder;
  private final List<String> names = new ArrayList<>();
  private final Map<String, String> customers = new HashMap<>();
  private final Optional<RecordedHost> host;
  private long[] peakPages = new long[64];
  private long[] floorPages = new long[64];
  private long tick;
  private long rows;

  private RecordingTicks(BundleReader reader, Optional<RecordedHost> host) {
    this.reader = reader;
    this.host = host;
    this.tickNanos = reader.manifest().tickNanos();
    int pagesPerBlock = Math.toIntExact(reader.manifest().pagesPerBlock());
    this.builder = new TickTableBuilder(tickNanos, pagesPerBlock);
  }

  /** Reads a recording to its end. */
  static Trace read(String name, Path folder, Consumer<String> notices) {
    return read(name, folder, notices, Optional.empty());
  }

  /**
   * The same with its host, for a closed loop. A device begins there with what it held when it was
   * first seen: else the host would have memory available that it had not.
   */
  static Trace closed(String name, Path folder, Consumer<String> notices) {
    return read(name, folder, notices, Optional.of(new RecordedHost()));
  }

  private static Trace read(
      String name, Path folder, Consumer<String> notices, Optional<RecordedHost> host) {
    try (BundleReader reader = BundleReader.open(folder)) {
      RecordingTicks ticks = new RecordingTicks(reader, host);
      ticks.readAll();
      reader.problems().forEach(problem -> notices.accept(folder + ": " + problem));
      TickTable table = ticks.builder.build();
      Trace trace = named(name, reader.manifest().imported(), ticks, table);
      return host.map(recorded -> trace.on(recorded.build("recorded by the agent", table)))
          .orElse(trace);
    }
  }

  private static Trace named(
      String name, @Nullable Imported imported, RecordingTicks ticks, TickTable table) {
    Trace trace =
        imported == null
            ? new Trace(name, "recording", "recorded", ticks.rows, 0, table)
            : new Trace(
                name,
                imported.format(),
                imported.serviceTime(),
                imported.lines(),
                imported.badLines(),
                table);
    return trace.of(ticks.customersOf(table));
  }

  /** Empty where the recording knows none. */
  private List<String> customersOf(TickTable table) {
    if (customers.values().stream().allMatch(String::isEmpty)) {
      return List.of();
    }
    return IntStream.range(0, table.devices())
        .mapToObj(device -> customers.getOrDefault(table.name(device), ""))
        .toList();
  }

  private void readAll() {
    long pagesPerBlock = reader.manifest().pagesPerBlock();
    long firstNanos = 0;
    while (reader.next()) {
      RecordedTick now = reader.tick();
      firstNanos = rows == 0 ? now.atNanos() : firstNanos;
      long at = (now.atNanos() - firstNanos) / tickNanos;
      if (at < tick || at >= TickTable.MOST_TICKS) {
        throw new TraceException(reader.folder() + ": tick " + now.number() + ": its time is off");
      }
      if (at > tick) {
        endTick();
        tick = at;
      }
      rows++;
      int tickNumber = (int) at;
      host.ifPresent(recorded -> recorded.add(tickNumber, now));
      for (RecordedDevice device : now.devices().all()) {
        add(device, pagesPerBlock);
      }
    }
    endTick();
    builder.lasts((int) tick + 1);
  }

  private void add(RecordedDevice device, long pagesPerBlock) {
    int number = builder.number(device.name());
    boolean isNew = number == names.size();
    if (isNew) {
      names.add(device.name());
    }
    customers.put(device.name(), device.customer());
    if (number >= peakPages.length) {
      peakPages = Arrays.copyOf(peakPages, 2 * number);
      floorPages = Arrays.copyOf(floorPages, 2 * number);
    }
    long peak = device.value(DeviceColumn.PEAK_BLOCKS) * pagesPerBlock;
    long floor = device.value(DeviceColumn.FLOOR_BLOCKS) * pagesPerBlock;
    peakPages[number] = Math.max(peakPages[number], Math.max(peak, floor));
    if (isNew && host.isPresent()) {
      long resident = device.value(DeviceColumn.RESIDENT_BLOCKS) * pagesPerBlock;
      peakPages[number] = Math.max(peakPages[number], resident);
    }
    floorPages[number] = floor;
  }

  private void endTick() {
    for (int number = 0; number < names.size(); number++) {
      if (peakPages[number] > 0) {
        builder.add(
            (int) tick,
            number,
            Math.toIntExact(peakPages[number]),
            Math.toIntExact(floorPages[number]));
      }
      peakPages[number] = 0;
      floorPages[number] = 0;
    }
  }
}
