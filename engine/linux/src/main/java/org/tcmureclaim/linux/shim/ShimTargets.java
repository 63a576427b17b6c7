package org.tcmureclaim.linux.shim;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.snapshot.DeviceKey;

/** What has to be said to the shim to mean a device, by slot of the device table. */
final class ShimTargets {
  private @Nullable DeviceKey[] keys = new @Nullable DeviceKey[64];
  private long[] generations = new long[64];
  private int[] minors = new int[64];
  private long[] pagesPerBlock = new long[64];
  private long[] maxBlocks = new long[64];

  /** Forgets all of them and makes room. */
  void begin(int slots) {
    if (keys.length < slots) {
      keys = new @Nullable DeviceKey[slots];
      generations = new long[slots];
      minors = new int[slots];
      pagesPerBlock = new long[slots];
      maxBlocks = new long[slots];
    }
    Arrays.fill(keys, null);
  }

  void set(
      int slot, DeviceKey key, long generation, int minor, long pagesPerBlock, long maxBlocks) {
    keys[slot] = key;
    generations[slot] = generation;
    minors[slot] = minor;
    this.pagesPerBlock[slot] = pagesPerBlock;
    this.maxBlocks[slot] = maxBlocks;
  }

  /** Whether the shim knew the device of this slot when it was last asked. */
  boolean know(int slot, DeviceKey key) {
    return key.equals(keys[slot]);
  }

  long generation(int slot) {
    return generations[slot];
  }

  int minor(int slot) {
    return minors[slot];
  }

  /** Whole blocks that hold so many pages, at most the whole data area. */
  long blocks(int slot, long pages) {
    return Math.min(-Math.floorDiv(-pages, pagesPerBlock[slot]), maxBlocks[slot]);
  }

  long pagesPerBlock(int slot) {
    return pagesPerBlock[slot];
  }
}
