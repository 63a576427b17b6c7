package org.tcmureclaim.linux.watch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * Devices that are in configfs and have no data area: not enabled, or without a UIO node. Every
 * device is so for a moment while it is set up; one that stays so is told, once.
 */
final class HalfConfigured {
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long TOLD = Long.MAX_VALUE;

  private final Notices notices;
  private Map<DeviceKey, Long> sinceNanos = new HashMap<>();

  HalfConfigured(Notices notices) {
    this.notices = notices;
  }

  /** Takes in the half-configured devices of a list that was made now. */
  void seen(List<TcmuDevice> devices, long nowNanos) {
    Map<DeviceKey, Long> next = new HashMap<>();
    for (TcmuDevice device : devices) {
      long since = sinceNanos.getOrDefault(device.key(), nowNanos);
      if (since != TOLD && nowNanos - since >= PATIENCE_NANOS) {
        notices.info(
            device.key().path()
                + " has no UIO node, so it is left out; where it is not enabled yet: echo 1 > "
                + device.directory().resolve("enable"));
        since = TOLD;
      }
      next.put(device.key(), since);
    }
    sinceNanos = next;
  }
}
