package org.tcmureclaim.linux.shim;

import java.nio.file.Path;
import org.tcmureclaim.shim.ReclaimDevice;
import org.tcmureclaim.shim.ReclaimUnavailableException;

/**
 * The node of the module.
 *
 * @param path {@code /dev/tcmu-reclaim}
 */
public record ShimNode(Path path) implements ShimDoor {

  @Override
  public OpenShim openController() throws ReclaimUnavailableException {
    return OpenShim.of(ReclaimDevice.openController(path));
  }

  @Override
  public OpenShim openReader() throws ReclaimUnavailableException {
    return OpenShim.of(ReclaimDevice.openReader(path));
  }
}
