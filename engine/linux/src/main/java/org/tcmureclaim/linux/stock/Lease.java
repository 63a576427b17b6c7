package org.tcmureclaim.linux.stock;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What has to be put back should the agent die while the limit is lowered.
 *
 * @param parameter the kernel's file
 * @param oldMebibytes its value before
 * @param loweredMebibytes what the agent wrote
 * @param pid of the agent
 * @param bootId {@code /proc/sys/kernel/random/boot_id}: after a reboot there is nothing to put
 *     back
 */
record Lease(Path parameter, long oldMebibytes, long loweredMebibytes, long pid, String bootId) {

  String format() {
    return "parameter="
        + parameter
        + "\nold_mb="
        + oldMebibytes
        + "\nlowered_mb="
        + loweredMebibytes
        + "\npid="
        + pid
        + "\nboot_id="
        + bootId
        + "\n";
  }

  /**
   * The reverse of {@link #format}.
   *
   * @throws IllegalArgumentException with the reason if this is no lease
   */
  static Lease parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + line + "' is not key=value");
      }
      values.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return new Lease(
        Path.of(value(values, "parameter")),
        positive(values, "old_mb"),
        positive(values, "lowered_mb"),
        positive(values, "pid"),
        value(values, "boot_id"));
  }

  private static String value(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return value;
  }

  private static long positive(Map<String, String> values, String key) {
    String value = value(values, key);
    if (!value.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("'" + key + "' is '" + value + "', not a number above 0");
    }
    return Long.parseLong(value);
  }
}
