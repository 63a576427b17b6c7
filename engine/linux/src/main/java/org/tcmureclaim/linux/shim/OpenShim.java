package org.tcmureclaim.linux.shim;

import java.util.List;
import org.tcmureclaim.shim.Pollable;
import org.tcmureclaim.shim.ReclaimDevice;
import org.tcmureclaim.shim.ReclaimInfo;
import org.tcmureclaim.shim.ReclaimPort;

/**
 * The shim, open.
 *
 * @param besideDriver whether it is the module beside a stock driver, not a patched one
 * @param tellsHeat whether it told peaks and heat when it was opened
 * @param events to be waited for: devices that come and go
 * @param closer ends it
 */
public record OpenShim(
    ReclaimPort port,
    boolean besideDriver,
    boolean tellsHeat,
    List<Pollable> events,
    Runnable closer)
    implements AutoCloseable {

  /** May be called twice. */
  @Override
  public void close() {
    closer.run();
  }

  static OpenShim of(ReclaimDevice device) {
    ReclaimInfo info = device.info();
    return new OpenShim(
        device, info.isBesideDriver(), info.tellsHeat(), List.of(device), device::close);
  }
}
