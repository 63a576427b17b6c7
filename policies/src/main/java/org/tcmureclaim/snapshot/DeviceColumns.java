package org.tcmureclaim.snapshot;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tables over the same devices share: all that does not depend on who looks, by slot. */
final class DeviceColumns {
  @Nullable DeviceKey[] keys;
  long[] commands;
  long[] transferredBytes;
  long[] lastActiveNanos;
  long[] sampledAtNanos;
  int[] flags;
  int[] pagesPerBlock;
  int[] handlers;
  final HeatLadders ladders;
  private final Set<DeviceKey> held = new HashSet<>();
  private int noneFreeBelow;

  DeviceColumns(int capacity) {
    keys = new @Nullable DeviceKey[capacity];
    commands = new long[capacity];
    transferredBytes = new long[capacity];
    lastActiveNanos = new long[capacity];
    sampledAtNanos = new long[capacity];
    flags = new int[capacity];
    pagesPerBlock = new int[capacity];
    handlers = new int[capacity];
    ladders = new HeatLadders(capacity);
  }

  DeviceKey key(int slot) {
    DeviceKey key = keys[slot];
    if (key == null) {
      throw new IllegalArgumentException("no device in slot " + slot);
    }
    return key;
  }

  /** Whether a device of this key has a slot. */
  boolean holds(DeviceKey key) {
    return held.contains(key);
  }

  /** Takes the lowest free slot. There must be one. */
  int take(DeviceKey key) {
    held.add(key);
    int slot = noneFreeBelow;
    while (keys[slot] != null) {
      slot++;
    }
    keys[slot] = key;
    noneFreeBelow = slot + 1;
    return slot;
  }

  void release(int slot) {
    held.remove(key(slot));
    keys[slot] = null;
    noneFreeBelow = Math.min(noneFreeBelow, slot);
  }

  /** Takes everything over but which keys are held: a copy takes no devices in. */
  void copyFrom(DeviceColumns from) {
    int capacity = from.keys.length;
    if (keys.length != capacity) {
      grow(capacity);
    }
    System.arraycopy(from.keys, 0, keys, 0, capacity);
    System.arraycopy(from.commands, 0, commands, 0, capacity);
    System.arraycopy(from.transferredBytes, 0, transferredBytes, 0, capacity);
    System.arraycopy(from.lastActiveNanos, 0, lastActiveNanos, 0, capacity);
    System.arraycopy(from.sampledAtNanos, 0, sampledAtNanos, 0, capacity);
    System.arraycopy(from.flags, 0, flags, 0, capacity);
    System.arraycopy(from.pagesPerBlock, 0, pagesPerBlock, 0, capacity);
    System.arraycopy(from.handlers, 0, handlers, 0, capacity);
    ladders.copyFrom(from.ladders);
  }

  void grow(int capacity) {
    keys = Arrays.copyOf(keys, capacity);
    ladders.grow(capacity);
    commands = Arrays.copyOf(commands, capacity);
    transferredBytes = Arrays.copyOf(transferredBytes, capacity);
    lastActiveNanos = Arrays.copyOf(lastActiveNanos, capacity);
    sampledAtNanos = Arrays.copyOf(sampledAtNanos, capacity);
    flags = Arrays.copyOf(flags, capacity);
    pagesPerBlock = Arrays.copyOf(pagesPerBlock, capacity);
    handlers = Arrays.copyOf(handlers, capacity);
  }
}
