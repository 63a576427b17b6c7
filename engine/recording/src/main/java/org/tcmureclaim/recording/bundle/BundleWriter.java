package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.files.RegularFile;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.block.BlockPackings;
import org.tcmureclaim.recording.csv.SafeText;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.recording.table.ReasonRow;

/**
 * Writes a recording tick by tick: {@link #begin}, then events, devices (by changing those of
 * {@link #devices}), decision and reasons, then {@link #end}.
 *
 * <p>Every segment begins with the state of all devices, so that it can be read without those
 * before it. After an error the caller may {@link #abandon} the segment; ticks go on being taken
 * in, so that the devices stay right, and the next segment is opened with the next {@link #end}.
 */
public final class BundleWriter implements AutoCloseable {
  /** More waits in no block, so that memory stays bounded. */
  private static final long MOST_BLOCK_BYTES = 1 << 19;

  private final Path folder;
  private final Manifest manifest;
  private final SegmentLimits limits;
  private final BlockPacking packing;
  private final TableRows rows;
  private final DeviceBook devices = new DeviceBook();
  private final Map<String, byte[]> names = new HashMap<>();
  private final List<EventRow> events = new ArrayList<>();
  private final List<ReasonRow> reasons = new ArrayList<>();
  private @Nullable DecisionRow decision;
  private @Nullable EventRow configuration;
  private @Nullable Segment segment;
  private long[] host = new long[0];
  private long tick;
  private long nowNanos;
  private int segments;
  private long waitingTicks;
  private long blockSinceNanos;
  private long segmentSinceNanos;

  /**
   * A recording in a folder, which is made where it is not there.
   *
   * @throws IOException where it cannot be made or written
   */
  public BundleWriter(Path folder, Manifest manifest, SegmentLimits limits) throws IOException {
    this(folder, manifest, limits, BlockPackings.GZIP);
  }

  /** The same in another packing than that of agents. */
  public BundleWriter(Path folder, Manifest manifest, SegmentLimits limits, BlockPacking packing)
      throws IOException {
    this.folder = folder;
    this.manifest = manifest;
    this.limits = limits;
    this.packing = packing;
    this.rows = new TableRows(manifest.monotonicNanos());
    StateFolder.create(folder);
    ManifestFile.write(folder, manifest, false);
  }

  public Path folder() {
    return folder;
  }

  /** The devices as they are now; a device whose figures are changed has a row in this tick. */
  public DeviceBook devices() {
    return devices;
  }

  /**
   * Begins a tick.
   *
   * @param number one more than that of the tick before; a larger one leaves a gap
   * @param hostValues by {@link HostColumn}
   */
  public void begin(long number, long atNanos, long[] hostValues) {
    tick = number;
    nowNanos = atNanos;
    host = hostValues;
  }

  /** Something has happened. Devices come and go by this. */
  public void event(EventRow event) {
    devices.apply(event);
    if (event.kind() == EventKind.CONFIGURED || event.kind() == EventKind.IN_FORCE) {
      configuration = event;
    }
    events.add(event);
  }

  public void decision(DecisionRow row) {
    decision = row;
  }

  public void reason(ReasonRow row) {
    reasons.add(row);
  }

  /**
   * Ends the tick. Writes a block when one is full.
   *
   * @return whether a segment was completed, so that older ones may be dropped
   */
  public boolean end() throws IOException {
    devices.endTick(host[HostColumn.DEVICES_SAMPLED_US.index()]);
    boolean gathered = false;
    try {
      boolean completed = segment != null && isFull(segment);
      if (completed) {
        closeSegment();
      }
      boolean fresh = segment == null;
      if (fresh) {
        openSegment();
      }
      if (fresh || rows.size() == 0) {
        blockSinceNanos = nowNanos;
      }
      gather(fresh);
      gathered = true;
      waitingTicks++;
      if (nowNanos - blockSinceNanos >= limits.blockNanos() || rows.size() >= MOST_BLOCK_BYTES) {
        flush();
      }
      return completed;
    } catch (IOException e) {
      waitingTicks += gathered ? 0 : 1;
      throw e;
    } finally {
      forgetTick();
    }
  }

  /** Ends the tick without writing anything of it. */
  public void skip() {
    devices.endTick(host[HostColumn.DEVICES_SAMPLED_US.index()]);
    forgetTick();
  }

  /** Writes what waits for its block to be full. */
  public void flush() throws IOException {
    if (segment != null) {
      segment.write(rows.blocks());
      waitingTicks = 0;
    }
  }

  /**
   * Gives the segment up after an error; what it has stays readable, and nothing is left of one
   * that has nothing.
   *
   * @return the ticks that were not written
   */
  public long abandon() {
    Segment broken = segment;
    segment = null;
    rows.clear();
    if (broken != null) {
      broken.abandon();
    }
    long lost = waitingTicks;
    waitingTicks = 0;
    return lost;
  }

  /** Bytes of the segment that is being written. */
  public long openBytes() {
    return segment == null ? 0 : segment.writtenBytes();
  }

  /** Completes the recording. */
  @Override
  public void close() throws IOException {
    closeSegment();
    ManifestFile.write(folder, manifest, true);
  }

  private boolean isFull(Segment open) {
    return nowNanos - segmentSinceNanos >= limits.segmentNanos()
        || open.writtenBytes() + rows.size() / 4 >= limits.segmentBytes();
  }

  /** Also makes again what was removed of the recording meanwhile. */
  private void openSegment() throws IOException {
    StateFolder.create(folder);
    if (!RegularFile.is(folder.resolve(Manifest.FILE))) {
      ManifestFile.write(folder, manifest, false);
    }
    segments++;
    segment = new Segment(folder, segments, packing);
    segmentSinceNanos = nowNanos;
    rows.clear();
    rows.headers();
  }

  private void closeSegment() throws IOException {
    if (segment != null) {
      flush();
      SegmentFacts.write(folder, segment.number(), segment.close());
      segment = null;
    }
  }

  private void gather(boolean fresh) {
    rows.begin(tick, nowNanos);
    if (fresh) {
      rows.event(new EventRow(EventKind.KEYFRAME, "", devices.all().size(), ""));
    }
    events.forEach(rows::event);
    if (fresh) {
      keyframe();
    }
    for (RecordedDevice device : devices.all()) {
      if (fresh || device.isChanged() || device.hasChangedRungs()) {
        gather(device, fresh);
      }
    }
    if (decision != null) {
      rows.decision(decision);
    }
    reasons.forEach(rows::reason);
    rows.host(host);
  }

  private void keyframe() {
    if (configuration != null && !events.contains(configuration)) {
      rows.event(
          new EventRow(EventKind.IN_FORCE, "", configuration.blocks(), configuration.note()));
    }
    for (RecordedDevice device : devices.all()) {
      rows.event(new EventRow(EventKind.PRESENT, device.name(), 0, device.customer()));
      if (!device.devConfig().isEmpty()) {
        rows.event(new EventRow(EventKind.IDENTITY, device.name(), 0, device.devConfig()));
      }
    }
  }

  private void gather(RecordedDevice device, boolean all) {
    byte[] name = names.computeIfAbsent(device.name(), BundleWriter::bytes);
    if (all || device.isChanged()) {
      rows.device(name, device);
    }
    for (int rung = 0; rung < device.rungs(); rung++) {
      if (all || device.isChanged(rung)) {
        rows.rung(name, device, rung);
      }
    }
  }

  private static byte[] bytes(String name) {
    return SafeText.of(name).getBytes(StandardCharsets.UTF_8);
  }

  private void forgetTick() {
    for (EventRow event : events) {
      if (event.kind() == EventKind.DETACH) {
        names.remove(event.dev());
      }
    }
    events.clear();
    reasons.clear();
    decision = null;
    devices.unmark();
  }
}
