package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.recording.table.ReasonRow;

/** A small recording of made-up ticks, one each second, the same for the same seed. */
final class MadeRecording {
  static final long ANCHOR_NANOS = 987_654_321_123L;
  static final long SECOND_NANOS = 1_000_000_000L;
  static final Manifest MANIFEST =
      new Manifest(
          "test 1",
          "simulated",
          "act",
          "shim",
          "device",
          "lru",
          ANCHOR_NANOS,
          1_700_000_000_000L,
          SECOND_NANOS,
          8L << 30,
          1);

  private final Random random;
  private final long[] host = new long[HostColumn.values().length];

  MadeRecording(long seed) {
    this.random = new Random(seed);
  }

  /** Writes so many ticks; one of them is lost on the way. */
  void write(Path folder, int ticks, SegmentLimits limits) throws IOException {
    try (BundleWriter writer = new BundleWriter(folder, MANIFEST, limits)) {
      writer.event(new EventRow(EventKind.START, "", 0, ""));
      for (int tick = 1; tick <= ticks; tick++) {
        tick(writer, tick < ticks / 2 ? tick : tick + 1, tick);
        boolean unused = writer.end();
      }
    }
  }

  private void tick(BundleWriter writer, long number, int tick) {
    long nowNanos = ANCHOR_NANOS + tick * SECOND_NANOS + 17;
    for (HostColumn column : HostColumn.values()) {
      host[column.index()] = column.isTime() ? nowNanos : random.nextInt(1000);
    }
    host[HostColumn.REFAULTS.index()] = Column.UNKNOWN;
    writer.begin(number, nowNanos, host);
    if (tick <= 3) {
      writer.event(new EventRow(EventKind.ATTACH, "user_0/lun,%d#1".formatted(tick), 0, "gold"));
    } else if (tick == 5) {
      writer.event(new EventRow(EventKind.DETACH, "user_0/lun,2#1", 0, ""));
    }
    for (RecordedDevice device : List.copyOf(writer.devices().all())) {
      if (random.nextInt(3) > 0 || device.value(DeviceColumn.RESIDENT_BLOCKS) == 0) {
        device(device, nowNanos);
      }
    }
    if (tick % 3 == 0) {
      writer.decision(new DecisionRow(tick / 3, "urgent", "memory_low", 100, 50, 1));
      writer.reason(new ReasonRow("user_0/lun,1#1", "chosen", "lru", 3, 50));
      writer.reason(
          new ReasonRow("user_0/lun,3#1", "veto", "veto", Column.UNKNOWN, Column.UNKNOWN));
      writer.event(
          new EventRow(EventKind.TRUNCATE, "user_0/lun,1#1", 50, nowNanos - 5, 1_234, "freed"));
    }
  }

  private void device(RecordedDevice device, long nowNanos) {
    for (DeviceColumn column : DeviceColumn.values()) {
      device.update(column, column.isTime() ? nowNanos : 1 + random.nextInt(50));
    }
    device.update(DeviceColumn.RUNGS, 2);
    for (int rung = 0; rung < 2; rung++) {
      if (random.nextBoolean() || device.firstBlock(1) == 0) {
        device.updateRung(rung, rung * 8L, nowNanos - rung, random.nextInt(9));
      }
    }
  }

  /** Everything that is read, a text for each tick. */
  static List<String> read(Path folder, List<String> problems) {
    List<String> ticks = new ArrayList<>();
    try (BundleReader reader = BundleReader.open(folder)) {
      while (reader.next()) {
        ticks.add(text(reader.tick()));
      }
      problems.addAll(reader.problems());
    }
    return ticks;
  }

  /** A tick without what only says where a segment begins. */
  static String text(RecordedTick tick) {
    StringBuilder text = new StringBuilder(tick.number() + " " + tick.atNanos());
    for (long value : tick.hostValues()) {
      text.append(' ').append(value);
    }
    tick.events().stream()
        .filter(event -> event.kind() != EventKind.KEYFRAME)
        .filter(event -> event.kind() != EventKind.PRESENT)
        .forEach(text::append);
    tick.devices().all().stream().map(MadeRecording::text).sorted().forEach(text::append);
    return text.append(tick.decision()).append(tick.reasons()).toString();
  }

  private static String text(RecordedDevice device) {
    StringBuilder text = new StringBuilder("\n" + device.name() + " of " + device.customer());
    for (DeviceColumn column : DeviceColumn.values()) {
      text.append(' ').append(device.value(column));
    }
    for (int rung = 0; rung < device.rungs(); rung++) {
      text.append(
          " (%d %d %d)"
              .formatted(
                  device.firstBlock(rung),
                  device.lastReachedNanos(rung),
                  device.timesReached(rung)));
    }
    return text.toString();
  }
}
