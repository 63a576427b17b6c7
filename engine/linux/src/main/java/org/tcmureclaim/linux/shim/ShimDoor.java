package org.tcmureclaim.linux.shim;

import org.tcmureclaim.shim.ReclaimUnavailableException;

/** Opens {@code /dev/tcmu-reclaim}; tests bring their own. */
public interface ShimDoor {

  /** As the one who may truncate. */
  OpenShim openController() throws ReclaimUnavailableException;

  /** As one of any number who look only. */
  OpenShim openReader() throws ReclaimUnavailableException;
}
