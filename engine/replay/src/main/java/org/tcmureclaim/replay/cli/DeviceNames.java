package org.tcmureclaim.replay.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which devices go into a copy of a trace, and under which names. */
final class DeviceNames {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Map<String, String> given = new HashMap<>();
  private final String form;

  /**
   * Numbers names in the order in which they are asked for.
   *
   * @param form of a name, such as {@code device-%04d}
   */
  DeviceNames(String form) {
    this.form = form;
  }

  /** The number in place of a name; the same for the same one. */
  String numbered(String name) {
    return given.computeIfAbsent(name, n -> String.format(Locale.ROOT, form, given.size() + 1));
  }

  /**
   * The name, if its device is in a sample: the same devices for the same seed, and those of a
   * smaller share are among those of a larger one.
   */
  static Optional<String> sampled(String name, double share, long seed) {
    long hash = FNV_OFFSET ^ seed * 0x9e3779b97f4a7c15L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    double place = ((hash ^ (hash >>> 33)) >>> 11) * 0x1.0p-53;
    return place < share ? Optional.of(name) : Optional.empty();
  }
}
