package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.RecordedDevice;
import org.tcmureclaim.recording.bundle.SegmentLimits;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.recording.table.ReasonRow;

/**
 * Rows in every table, with empty fields, times between microseconds and names that are encoded.
 */
public final class SmallRecording {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long ANCHOR_NANOS = 5 * SECOND_NANOS;
  public static final int TICKS = 23;

  private SmallRecording() {}

  /** Writes it, in blocks of ten ticks, to a folder. */
  public static Path write(Path folder, BlockPacking packing) throws IOException {
    Manifest manifest =
        new Manifest(
            "test",
            "simulated",
            "act",
            "shim",
            "device",
            "lru",
            ANCHOR_NANOS,
            1_700_000_000_000L,
            SECOND_NANOS,
            8L << 30,
            4);
    SegmentLimits limits = new SegmentLimits(10 * SECOND_NANOS, Long.MAX_VALUE, Long.MAX_VALUE);
    try (BundleWriter writer = new BundleWriter(folder, manifest, limits, packing)) {
      writer.event(new EventRow(EventKind.START, "", 0, ""));
      writer.event(new EventRow(EventKind.ATTACH, "user_0/a,\u00fc\"b#1", 0, "gold"));
      for (int tick = 1; tick <= TICKS; tick++) {
        tick(writer, tick, ANCHOR_NANOS + tick * SECOND_NANOS + tick % 3);
      }
    }
    return folder;
  }

  private static void tick(BundleWriter writer, int tick, long nowNanos) throws IOException {
    long[] host = new long[HostColumn.values().length];
    Arrays.fill(host, tick % 4 == 0 ? Column.UNKNOWN : tick * 1_000_000_007L);
    host[HostColumn.DEVICES_SAMPLED_US.index()] = nowNanos;
    writer.begin(tick, nowNanos, host);
    RecordedDevice device = writer.devices().get("user_0/a,\u00fc\"b#1");
    device.update(DeviceColumn.PEAK_BLOCKS, tick);
    device.update(DeviceColumn.LAST_ACTIVE_US, nowNanos - 10 * SECOND_NANOS - 1);
    device.update(DeviceColumn.RUNGS, 1);
    device.updateRung(0, 0, nowNanos - 7, tick);
    writer.decision(new DecisionRow(tick, "urgent", "memory_low", 100, 50, 1));
    writer.reason(new ReasonRow(device.name(), "veto", "idle", Column.UNKNOWN, Column.UNKNOWN));
    writer.event(
        new EventRow(EventKind.TRUNCATE, device.name(), 50, nowNanos - 5, 1_234, "freed, all"));
    boolean unused = writer.end();
  }
}
