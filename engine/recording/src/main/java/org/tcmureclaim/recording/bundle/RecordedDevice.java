package org.tcmureclaim.recording.bundle;

import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.snapshot.HeatLadders;

/** A device as the rows so far have it. Times are on the host's clock, in nanoseconds. */
public final class RecordedDevice {
  private final String name;
  private final long[] values = new long[DeviceColumn.values().length];
  private final long[] firstBlocks = new long[HeatLadders.MOST_RUNGS];
  private final long[] lastReachedNanos = new long[HeatLadders.MOST_RUNGS];
  private final long[] timesReached = new long[HeatLadders.MOST_RUNGS];
  private String customer = "";
  private String devConfig = "";
  private boolean changed;
  private int changedRungs;

  RecordedDevice(String name) {
    this.name = name;
  }

  /** Path and generation, such as {@code user_0/gold-01#3}. */
  public String name() {
    return name;
  }

  /** The name of its customer; empty where none was recorded. */
  public String customer() {
    return customer;
  }

  /** What its handler was told; empty where none was recorded. */
  public String devConfig() {
    return devConfig;
  }

  public long value(DeviceColumn column) {
    return values[column.index()];
  }

  /** When its figures were read. */
  public long sampledAtNanos() {
    return value(DeviceColumn.SAMPLED_US);
  }

  public int rungs() {
    return (int) value(DeviceColumn.RUNGS);
  }

  public long firstBlock(int rung) {
    return firstBlocks[rung];
  }

  public long lastReachedNanos(int rung) {
    return lastReachedNanos[rung];
  }

  public long timesReached(int rung) {
    return timesReached[rung];
  }

  /** Whether it has a row in this tick. */
  public boolean isChanged() {
    return changed;
  }

  /** Whether this rung has a row in this tick. */
  public boolean isChanged(int rung) {
    return (changedRungs & 1 << rung) != 0;
  }

  /** Whether any rung has. */
  public boolean hasChangedRungs() {
    return changedRungs != 0;
  }

  void customer(String customer) {
    this.customer = customer;
  }

  void devConfig(String devConfig) {
    this.devConfig = devConfig;
  }

  /** Writes a figure and marks the device. */
  public void update(Column column, long value) {
    values[column.index()] = value;
    changed = true;
  }

  /** Writes a rung and marks it. */
  public void updateRung(int rung, long firstBlock, long lastReachedNanos, long timesReached) {
    firstBlocks[rung] = firstBlock;
    this.lastReachedNanos[rung] = lastReachedNanos;
    this.timesReached[rung] = timesReached;
    changedRungs |= 1 << rung;
  }

  /** It was read with all the others, and nothing but the time is new. */
  void sampled(long nowNanos) {
    values[DeviceColumn.SAMPLED_US.index()] = nowNanos;
  }

  void unmark() {
    changed = false;
    changedRungs = 0;
  }

  /** Takes over all that another one has, and marks what is new. */
  public void copy(RecordedDevice from) {
    copyShifted(from, 0);
  }

  /** The same, with all times moved. */
  void copyShifted(RecordedDevice from, long shiftNanos) {
    for (DeviceColumn column : DeviceColumn.values()) {
      values[column.index()] = from.value(column) + (column.isTime() ? shiftNanos : 0);
    }
    changed = true;
    for (int rung = 0; rung < from.rungs(); rung++) {
      long lastNanos = from.lastReachedNanos[rung] + shiftNanos;
      if (firstBlocks[rung] != from.firstBlocks[rung]
          || lastReachedNanos[rung] != lastNanos
          || timesReached[rung] != from.timesReached[rung]) {
        updateRung(rung, from.firstBlocks[rung], lastNanos, from.timesReached[rung]);
      }
    }
  }
}
