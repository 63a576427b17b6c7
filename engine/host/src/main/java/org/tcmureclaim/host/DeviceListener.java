package org.tcmureclaim.host;

import org.tcmureclaim.snapshot.DeviceKey;

/** Hears of devices that come and go. */
public interface DeviceListener {
  void added(int slot, DeviceKey key);

  void removed(int slot, DeviceKey key);
}
