package org.tcmureclaim.agent.recorder;

import java.util.Arrays;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * One tick on its way from the decision thread to the writer: what is otherwise than in the tick
 * handed over before. Reused; filling it copies numbers, and allocates only when more has changed
 * than ever before.
 */
final class TickDraft {
  private static final int COLUMNS = DeviceColumn.values().length;

  private final long[] host = new long[HostColumn.values().length];
  private final DraftEvents events = new DraftEvents();
  private final DraftReasons reasons = new DraftReasons();
  private long number;
  private long atNanos;
  private DeviceKey[] keys = new DeviceKey[64];
  private long[] values = new long[64 * COLUMNS];
  private int devices;
  private DeviceKey[] rungKeys = new DeviceKey[64];
  private long[] rungs = new long[64 * DraftRung.LONGS];
  private int rungCount;

  TickDraft() {
    Arrays.fill(host, Column.UNKNOWN);
  }

  /** It is empty again. */
  void clear() {
    events.clear();
    reasons.clear();
    devices = 0;
    rungCount = 0;
    Arrays.fill(host, Column.UNKNOWN);
  }

  /** Events may be added at any time before {@link #fill}. */
  DraftEvents events() {
    return events;
  }

  DraftReasons reasons() {
    return reasons;
  }

  /** Takes a tick in; events stay as they are. */
  void fill(long tick, HostSnapshot snapshot, long planNumber, Plan plan, SeenDevices seen) {
    number = tick;
    atNanos = snapshot.takenAtNanos();
    DeviceTable table = snapshot.devices();
    long sampledNanos = table.size() == 0 ? atNanos : table.sampledAtNanos(table.slotAt(0));
    host(snapshot, sampledNanos);
    seen.fit(table.slotCapacity());
    for (int i = 0; i < table.size(); i++) {
      seen.compare(table, table.slotAt(i), sampledNanos, this);
    }
    reasons.take(planNumber, table, plan);
  }

  private void host(HostSnapshot snapshot, long devicesSampledNanos) {
    set(HostColumn.SECOND_OF_DAY, snapshot.secondOfDay());
    set(HostColumn.MEM_SAMPLED_US, snapshot.memory().sampledAtNanos());
    set(HostColumn.MEM_TOTAL_BYTES, snapshot.memory().totalBytes());
    set(HostColumn.MEM_AVAILABLE_BYTES, snapshot.memory().availableBytes());
    set(HostColumn.MEM_FREE_BYTES, snapshot.memory().freeBytes());
    set(HostColumn.SWAP_FREE_BYTES, snapshot.memory().swapFreeBytes());
    set(HostColumn.PSI_SAMPLED_US, snapshot.pressure().sampledAtNanos());
    set(HostColumn.PSI_MEM_SOME_TOTAL_US, snapshot.pressure().someTotalMicros());
    set(HostColumn.PSI_MEM_FULL_TOTAL_US, snapshot.pressure().fullTotalMicros());
    set(HostColumn.PSI_SOME_EVENTS, snapshot.pressure().someEvents());
    set(HostColumn.PSI_FULL_EVENTS, snapshot.pressure().fullEvents());
    set(HostColumn.DEVICES_SAMPLED_US, devicesSampledNanos);
    set(HostColumn.TCMU_GLOBAL_PAGES, snapshot.devices().totalResidentPages());
  }

  /** Writes a figure of the host. */
  void set(HostColumn column, long value) {
    host[column.index()] = value;
  }

  /** The figures of a device that is otherwise than before. */
  void device(DeviceKey key, long[] figures) {
    if (devices == keys.length) {
      keys = Arrays.copyOf(keys, 2 * devices);
      values = Arrays.copyOf(values, 2 * devices * COLUMNS);
    }
    keys[devices] = key;
    System.arraycopy(figures, 0, values, devices * COLUMNS, COLUMNS);
    devices++;
  }

  /** A rung that is otherwise than before. */
  void rung(DeviceKey key, int rung, long first, long last, long times) {
    if (rungCount == rungKeys.length) {
      rungKeys = Arrays.copyOf(rungKeys, 2 * rungCount);
      rungs = Arrays.copyOf(rungs, 2 * rungCount * DraftRung.LONGS);
    }
    rungKeys[rungCount] = key;
    DraftRung.put(rungs, rungCount, rung, first, last, times);
    rungCount++;
  }

  long number() {
    return number;
  }

  long atNanos() {
    return atNanos;
  }

  long[] hostValues() {
    return host;
  }

  int devices() {
    return devices;
  }

  DeviceKey key(int row) {
    return keys[row];
  }

  long value(int row, DeviceColumn column) {
    return values[row * COLUMNS + column.index()];
  }

  int rungs() {
    return rungCount;
  }

  DeviceKey rungKey(int row) {
    return rungKeys[row];
  }

  long[] rungValues() {
    return rungs;
  }
}
