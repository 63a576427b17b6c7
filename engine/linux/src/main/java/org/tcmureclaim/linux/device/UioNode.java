package org.tcmureclaim.linux.device;

import org.jspecify.annotations.Nullable;

/**
 * A UIO node of a tcmu device.
 *
 * @param number N of {@code /dev/uioN}
 * @param devicePath HBA and name as configfs spells them: {@code user_0/gold-01}
 * @param devConfig what the handler is told; may be empty
 */
record UioNode(int number, String devicePath, String devConfig) {
  private static final String PREFIX = "tcm-user/";

  /**
   * Parses {@code /sys/class/uio/uioN/name}: {@code tcm-user/<hba>/<device>[/<dev_config>]}, see
   * {@code tcmu_update_uio_info()}.
   *
   * @return null where the node belongs to another driver
   */
  static @Nullable UioNode parse(int number, String name) {
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    String[] parts = name.substring(PREFIX.length()).split("/", 3);
    if (parts.length < 2) {
      return null;
    }
    return new UioNode(
        number, "user_" + parts[0] + "/" + parts[1], parts.length < 3 ? "" : parts[2]);
  }
}
