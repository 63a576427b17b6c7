package org.tcmureclaim.linux.device;

import java.util.OptionalInt;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * A tcmu device as configfs and sysfs show it.
 *
 * @param key its identity
 * @param directory its directory in configfs, as the listing gave it
 * @param uioNumber N of its node {@code /dev/uioN}; empty while it is half-configured
 * @param deviceNumber of that node, by which its handler is known; see {@link NodeNumber}
 * @param ringBytes size of the mailbox and command ring, which come before the data area in the
 *     mapping
 * @param devConfig {@code dev_config} as the handler sees it; empty where there is none or the
 *     device is half-configured
 * @param unitSerial what initiators see as its WWN, from {@code wwn/vpd_unit_serial}; empty where
 *     none was set
 */
public record TcmuDevice(
    DeviceKey key,
    KernelPath directory,
    OptionalInt uioNumber,
    long deviceNumber,
    long ringBytes,
    String devConfig,
    String unitSerial) {

  /** Whether there is no data area yet. */
  public boolean isHalfConfigured() {
    return uioNumber.isEmpty();
  }
}
