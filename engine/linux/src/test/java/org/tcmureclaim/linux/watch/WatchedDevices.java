package org.tcmureclaim.linux.watch;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.tcmureclaim.linux.device.NodeNumber;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.snapshot.DeviceKey;

/** Makes watched devices without a machine; nothing can be read of them. */
public final class WatchedDevices {

  private WatchedDevices() {}

  public static WatchedDevice of(DeviceKey key, int uioNumber) {
    KernelPath directory = KernelPath.of(Path.of("nowhere")).resolve(key.path());
    return new WatchedDevice(
        new TcmuDevice(
            key, directory, OptionalInt.of(uioNumber), NodeNumber.UNKNOWN, 1 << 20, "", ""),
        0);
  }
}
