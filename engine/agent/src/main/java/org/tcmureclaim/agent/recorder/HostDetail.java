package org.tcmureclaim.agent.recorder;

import org.tcmureclaim.host.HostException;
import org.tcmureclaim.recording.table.HostColumn;

/** Figures of the host that no decision needs; read by the recorder's own thread. */
public interface HostDetail extends AutoCloseable {
  /** Of a host that tells nothing more. */
  HostDetail NONE = into -> {};

  /**
   * Reads what there is.
   *
   * @throws HostException where it cannot be read, and is not asked for again
   */
  void read(Into into);

  /** Lets go of what was opened. Never fails. */
  @Override
  default void close() {}

  /** Where a figure goes. */
  interface Into {
    void set(HostColumn column, long value);
  }
}
