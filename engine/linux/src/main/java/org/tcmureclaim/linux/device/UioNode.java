package org.tcmureclaim.linux.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A UIO node of a tcmu device.
 *
 * @param number N of {@code /dev/uioN}
 * @param devicePath HBA and name as configfs spells them: {@code user_0/gold-01}
 * @param devConfig what the handler is told; may be empty
 * @param deviceNumber of the node; see {@link NodeNumber}
 */
record UioNode(int number, String devicePath, String devConfig, long deviceNumber) {
  private static final String PREFIX = "tcm-user/";
  // Minors have 20 bits: UIO_MAX_DEVICES in drivers/uio/uio.c.
  private static final Pattern NODE = Pattern.compile("uio(0|[1-9][0-9]{0,6})");
  private static final int MOST_NODES = 1 << 20;

  /** N of {@code uioN}; -1 for what the kernel calls no node. */
  static int number(String name) {
    Matcher node = NODE.matcher(name);
    int number = node.matches() ? Integer.parseInt(node.group(1)) : -1;
    return number < MOST_NODES ? number : -1;
  }

  /**
   * Parses {@code /sys/class/uio/uioN/name}: {@code tcm-user/<hba>/<device>[/<dev_config>]}, see
   * {@code tcmu_update_uio_info()}.
   *
   * @return null where the node belongs to another driver
   */
  static @Nullable UioNode parse(int number, String name, long deviceNumber) {
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    String[] parts = name.substring(PREFIX.length()).split("/", 3);
    if (parts.length < 2) {
      return null;
    }
    return new UioNode(
        number,
        "user_" + parts[0] + "/" + parts[1],
        parts.length < 3 ? "" : parts[2],
        deviceNumber);
  }
}
