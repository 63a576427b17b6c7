package org.tcmureclaim.linux.shim;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.snapshot.DeviceKey;

/** Which device the shim means by a generation. Immutable: handed from thread to thread. */
final class DeviceGenerations {
  static final DeviceGenerations NONE = new DeviceGenerations(new long[0], new DeviceKey[0]);

  private final long[] generations;
  private final DeviceKey[] keys;

  /**
   * @param generations in rising order
   * @param keys in the same order
   */
  private DeviceGenerations(long[] generations, DeviceKey[] keys) {
    this.generations = generations;
    this.keys = keys;
  }

  /** Null where the device is not known (yet). */
  @Nullable DeviceKey keyOf(long generation) {
    int at = Arrays.binarySearch(generations, generation);
    return at < 0 ? null : keys[at];
  }

  /** Collects pairs, in any order. */
  static final class Builder {
    private final TreeMap<Long, DeviceKey> pairs = new TreeMap<>();

    void add(long generation, DeviceKey key) {
      pairs.put(generation, key);
    }

    DeviceGenerations build() {
      return new DeviceGenerations(
          pairs.keySet().stream().mapToLong(Long::longValue).toArray(),
          pairs.values().toArray(new DeviceKey[0]));
    }
  }
}
