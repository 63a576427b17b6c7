package org.tcmureclaim.replay.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
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
  private long[] peakPages = new long[64];
  private long[] floorPages = new long[64];
  private long tick;
  private long rows;

  private RecordingTicks(BundleReader reader) {
    this.reader = reader;
    this.tickNanos = reader.manifest().tickNanos();
    int pagesPerBlock = Math.toIntExact(reader.manifest().pagesPerBlock());
    this.builder = new TickTableBuilder(tickNanos, pagesPerBlock);
  }

  /** Reads a recording to its end. */
  static Trace read(String name, Path folder, Consumer<String> notices) {
    try (BundleReader reader = BundleReader.open(folder)) {
      RecordingTicks ticks = new RecordingTicks(reader);
      ticks.readAll();
      reader.problems().forEach(problem -> notices.accept(folder + ": " + problem));
      TickTable table = ticks.builder.build();
      Imported imported = reader.manifest().imported();
      return imported == null
          ? new Trace(name, "recording", "recorded", ticks.rows, 0, table)
          : new Trace(
              name,
              imported.format(),
              imported.serviceTime(),
              imported.lines(),
              imported.badLines(),
              table);
    }
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
      for (RecordedDevice device : now.devices().all()) {
        add(device, pagesPerBlock);
      }
    }
    endTick();
    builder.lasts((int) tick + 1);
  }

  private void add(RecordedDevice device, long pagesPerBlock) {
    int number = builder.number(device.name());
    if (number == names.size()) {
      names.add(device.name());
    }
    if (number >= peakPages.length) {
      peakPages = Arrays.copyOf(peakPages, 2 * number);
      floorPages = Arrays.copyOf(floorPages, 2 * number);
    }
    long peak = device.value(DeviceColumn.PEAK_BLOCKS) * pagesPerBlock;
    long floor = device.value(DeviceColumn.FLOOR_BLOCKS) * pagesPerBlock;
    peakPages[number] = Math.max(peakPages[number], Math.max(peak, floor));
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
