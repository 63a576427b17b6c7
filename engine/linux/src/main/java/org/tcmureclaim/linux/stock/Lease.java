package org.tcmureclaim.linux.stock;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
  private static final Set<String> KEYS =
      Set.of("parameter", "old_mb", "lowered_mb", "pid", "boot_id");

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
   * The reverse of {@link #format}, for this parameter and no other. Every line must be one of a
   * lease, each once, in any order; bin/restore-limit goes by the same rules.
   *
   * @throws IllegalArgumentException with the reason if this is no lease
   */
  static Lease parse(String text, Path parameter) {
    requirePlain(text);
    Map<String, String> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      String key = line.substring(0, Math.max(0, line.indexOf('=')));
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("'" + line + "' is no line of a lease");
      }
      if (values.put(key, line.substring(key.length() + 1)) != null) {
        throw new IllegalArgumentException("'" + key + "' is given twice");
      }
    }
    Lease lease =
        new Lease(
            parameter,
            number(values, "old_mb"),
            number(values, "lowered_mb"),
            number(values, "pid"),
            value(values, "boot_id", "[0-9A-Za-z-]{1,64}"));
    if (lease.loweredMebibytes >= lease.oldMebibytes) {
      throw new IllegalArgumentException("'lowered_mb' is not below 'old_mb'");
    }
    if (!value(values, "parameter", ".+").equals(parameter.toString())) {
      throw new IllegalArgumentException("it is for '" + values.get("parameter") + "'");
    }
    return lease;
  }

  private static void requirePlain(String text) {
    if (!text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'))) {
      throw new IllegalArgumentException("holds other bytes than printable ASCII");
    }
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("ends in the middle of a line");
    }
  }

  private static String value(Map<String, String> values, String key, String form) {
    String value = values.getOrDefault(key, "");
    if (!value.matches(form)) {
      throw new IllegalArgumentException("'" + key + "' is '" + value + "'");
    }
    return value;
  }

  private static long number(Map<String, String> values, String key) {
    String value = values.getOrDefault(key, "");
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "'" + key + "' is '" + value + "', not a number from 1 to 999999999");
    }
    return Long.parseLong(value);
  }
}
