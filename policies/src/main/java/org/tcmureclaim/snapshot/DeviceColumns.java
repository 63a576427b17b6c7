package org.tcmureclaim.snapshot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What tables over the same devices share: all that does not depend on who looks, by slot. */
final class DeviceColumns {
  @Nullable DeviceKey[] keys;
  long[] commands;
  long[] transferredBytes;
  long[] lastActiveNanos;
  long[] sampledAtNanos;
  int[] flags;
  final HeatLadders ladders;
  private int noneFreeBelow;

  DeviceColumns(int capacity) {
    keys = new @Nullable DeviceKey[capacity];
    commands = new long[capacity];
    transferredBytes = new long[capacity];
    lastActiveNanos = new long[capacity];
    sampledAtNanos = new long[capacity];
    flags = new int[capacity];
    ladders = new HeatLadders(capacity);
  }

  /** Takes the lowest free slot. There must be one. */
  int take(DeviceKey key) {
    int slot = noneFreeBelow;
    while (keys[slot] != null) {
      slot++;
    }
    keys[slot] = key;
    noneFreeBelow = slot + 1;
    return slot;
  }

  void release(int slot) {
    keys[slot] = null;
    noneFreeBelow = Math.min(noneFreeBelow, slot);
  }

  void grow(int capacity) {
    keys = Arrays.copyOf(keys, capacity);
    ladders.grow(capacity);
    commands = Arrays.copyOf(commands, capacity);
    transferredBytes = Arrays.copyOf(transferredBytes, capacity);
    lastActiveNanos = Arrays.copyOf(lastActiveNanos, capacity);
    sampledAtNanos = Arrays.copyOf(sampledAtNanos, capacity);
    flags = Arrays.copyOf(flags, capacity);
  }
}
