package org.tcmureclaim.linux.shim;

import java.util.OptionalInt;
import org.tcmureclaim.shim.ReclaimUnavailableException;

/** Opens {@code /dev/tcmu-reclaim}; tests bring their own. */
public interface ShimDoor {

  /** As the one who may truncate. */
  OpenShim openController() throws ReclaimUnavailableException;

  /** As one of any number who look only. */
  OpenShim openReader() throws ReclaimUnavailableException;

  /**
   * Looks whether somebody controls it, without opening it. Slow.
   *
   * @param agent who may
   * @throws ReclaimUnavailableException naming the processes that do, as far as they can be seen
   */
  void requireNoControllerBut(OptionalInt agent) throws ReclaimUnavailableException;
}
