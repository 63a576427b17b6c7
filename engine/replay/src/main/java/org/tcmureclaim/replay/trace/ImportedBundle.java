package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.bundle.BundleCopy;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.bundle.Imported;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.RecordedDevice;
import org.tcmureclaim.recording.bundle.SegmentLimits;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * Writes the ticks of a trace as a recording, with the devices by the names that the trace has for
 * them. What a trace of commands cannot tell is left empty: of the host all but the pages of the
 * data areas, of a device commands and bytes. Nothing was ever truncated in it, so what a device
 * holds is its high-water so far.
 */
public final class ImportedBundle {
  private final TickTable ticks;
  private final BundleWriter to;
  private final long[] host = new long[HostColumn.values().length];
  private final long[] residentPages;
  private final int[] lastTick;
  private long totalPages;

  private ImportedBundle(TickTable ticks, BundleWriter to) {
    this.ticks = ticks;
    this.to = to;
    this.residentPages = new long[ticks.devices()];
    this.lastTick = new int[ticks.devices()];
    Arrays.fill(lastTick, -1);
  }

  /**
   * Writes a trace to a folder that must be empty or not there.
   *
   * @param program its name and version
   * @throws IOException where that cannot be done
   */
  public static void write(
      Trace trace, Imported imported, String program, Path folder, BlockPacking packing)
      throws IOException {
    BundleCopy.requireEmpty(folder);
    TickTable ticks = trace.ticks();
    Manifest manifest = Manifest.of(program, imported, ticks.tickNanos(), ticks.pagesPerBlock());
    try (BundleWriter to = new BundleWriter(folder, manifest, SegmentLimits.single(), packing)) {
      new ImportedBundle(ticks, to).writeAll();
    }
  }

  private void writeAll() throws IOException {
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      long nowNanos = tick * ticks.tickNanos();
      Arrays.fill(host, Column.UNKNOWN);
      host[HostColumn.DEVICES_SAMPLED_US.index()] = nowNanos;
      to.begin(tick + 1L, nowNanos, host);
      if (tick == 0) {
        attach();
      }
      if (tick > 0) {
        settle(tick, nowNanos);
      }
      for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
        use(tick, row, nowNanos);
      }
      host[HostColumn.TCMU_GLOBAL_PAGES.index()] = totalPages;
      boolean unused = to.end();
    }
  }

  private void attach() {
    for (int device = 0; device < ticks.devices(); device++) {
      to.event(new EventRow(EventKind.ATTACH, ticks.name(device), 0, ""));
      RecordedDevice recorded = to.devices().get(ticks.name(device));
      recorded.update(DeviceColumn.CMDS, Column.UNKNOWN);
      recorded.update(DeviceColumn.TRANSFERRED_BYTES, Column.UNKNOWN);
    }
  }

  /** Devices of the tick before that are idle in this one. */
  private void settle(int tick, long nowNanos) {
    for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
      lastTick[ticks.device(row)] = tick;
    }
    for (int row = ticks.firstRow(tick - 1); row < ticks.firstRow(tick); row++) {
      if (lastTick[ticks.device(row)] != tick) {
        update(ticks.device(row), 0, 0, nowNanos);
      }
    }
  }

  private void use(int tick, int row, long nowNanos) {
    int device = ticks.device(row);
    lastTick[device] = tick;
    long resident = Math.max(residentPages[device], ticks.peakPages(row));
    totalPages += resident - residentPages[device];
    residentPages[device] = resident;
    update(device, ticks.peakPages(row), ticks.floorPages(row), nowNanos);
    to.devices().get(ticks.name(device)).update(DeviceColumn.LAST_ACTIVE_US, nowNanos);
  }

  private void update(int device, long peakPages, long floorPages, long nowNanos) {
    int pages = ticks.pagesPerBlock();
    RecordedDevice recorded = to.devices().get(ticks.name(device));
    recorded.update(DeviceColumn.PEAK_BLOCKS, peakPages / pages);
    recorded.update(DeviceColumn.FLOOR_BLOCKS, floorPages / pages);
    recorded.update(DeviceColumn.RESIDENT_BLOCKS, residentPages[device] / pages);
    recorded.update(DeviceColumn.SAMPLED_US, nowNanos);
  }
}
