package org.tcmureclaim.linux.shim;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.tcmureclaim.linux.shim.ShimControllers.Holder;
import org.tcmureclaim.shim.ReclaimDevice;
import org.tcmureclaim.shim.ReclaimUnavailableException;
import org.tcmureclaim.shim.ReclaimUnavailableException.Reason;

/**
 * The node of the module.
 *
 * @param path {@code /dev/tcmu-reclaim}
 * @param procRoot where processes are seen
 */
public record ShimNode(Path path, Path procRoot) implements ShimDoor {

  @Override
  public OpenShim openController() throws ReclaimUnavailableException {
    try {
      return OpenShim.of(ReclaimDevice.openController(path));
    } catch (ReclaimUnavailableException e) {
      if (e.reason() == Reason.CONTROLLED) {
        requireNoControllerBut(OptionalInt.empty());
      }
      throw e;
    }
  }

  @Override
  public OpenShim openReader() throws ReclaimUnavailableException {
    return OpenShim.of(ReclaimDevice.openReader(path));
  }

  @Override
  public void requireNoControllerBut(OptionalInt agent) throws ReclaimUnavailableException {
    List<Holder> others =
        new ShimControllers(procRoot, path)
            .find().stream().filter(holder -> holder.pid() != agent.orElse(-1)).toList();
    if (!others.isEmpty()) {
      throw ReclaimUnavailableException.controlledBy(path, ShimControllers.inWords(others));
    }
  }
}
