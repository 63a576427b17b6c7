package org.tcmureclaim.agent.recorder;

import org.tcmureclaim.host.HostException;
import org.tcmureclaim.recording.table.HostColumn;

/** Figures of the host that no decision needs; read by the recorder's own thread. */
public interface HostDetail {
  /** Of a host that tells nothing more. */
  HostDetail NONE = into -> {};

  /**
   * Reads what there is.
   *
   * @throws HostException where it cannot be read, and is not asked for again
   */
  void read(Into into);

  /** Where a figure goes. */
  interface Into {
    void set(HostColumn column, long value);
  }
}
