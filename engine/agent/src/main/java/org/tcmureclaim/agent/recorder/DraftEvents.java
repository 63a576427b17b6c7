package org.tcmureclaim.agent.recorder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.snapshot.DeviceKey;

/** Events on their way to the writer, in columns; they wait here while ticks are lost. */
final class DraftEvents {
  /** More than this while the writer is stuck, and events are lost too. */
  private static final int MOST = 1 << 16;

  private EventKind[] kinds = new EventKind[64];
  private @Nullable DeviceKey[] keys = new @Nullable DeviceKey[64];
  private long[] blocks = new long[64];
  private long[] atNanos = new long[64];
  private long[] durationNanos = new long[64];
  private String[] notes = new String[64];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void add(EventKind kind, @Nullable DeviceKey key, long blocks, String note) {
    add(kind, key, blocks, Column.UNKNOWN, 0, note);
  }

  /** Whether there was room. */
  boolean add(
      EventKind kind,
      @Nullable DeviceKey key,
      long blockCount,
      long at,
      long duration,
      String note) {
    if (size == MOST) {
      return false;
    }
    if (size == kinds.length) {
      grow();
    }
    kinds[size] = kind;
    keys[size] = key;
    blocks[size] = blockCount;
    atNanos[size] = at;
    durationNanos[size] = duration;
    notes[size] = note;
    size++;
    return true;
  }

  EventKind kind(int event) {
    return kinds[event];
  }

  @Nullable DeviceKey key(int event) {
    return keys[event];
  }

  EventRow row(int event) {
    DeviceKey key = keys[event];
    return new EventRow(
        kinds[event],
        key == null ? "" : key.toString(),
        blocks[event],
        atNanos[event],
        durationNanos[event],
        notes[event]);
  }

  private void grow() {
    int capacity = size * 2;
    kinds = Arrays.copyOf(kinds, capacity);
    keys = Arrays.copyOf(keys, capacity);
    blocks = Arrays.copyOf(blocks, capacity);
    atNanos = Arrays.copyOf(atNanos, capacity);
    durationNanos = Arrays.copyOf(durationNanos, capacity);
    notes = Arrays.copyOf(notes, capacity);
  }
}
