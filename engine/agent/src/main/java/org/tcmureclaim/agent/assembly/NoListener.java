package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.snapshot.DeviceKey;

/** For a look at a host that nobody else needs to hear of. */
enum NoListener implements DeviceListener {
  INSTANCE;

  @Override
  public void added(int slot, DeviceKey key) {}

  @Override
  public void removed(int slot, DeviceKey key) {}
}
