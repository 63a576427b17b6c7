package org.tcmureclaim.linux.watch;

import org.tcmureclaim.snapshot.DeviceTable;

/** Writes what data areas hold into a device table that holds the same devices as the readings. */
public interface DataAreaFigures {

  /** Whether true peaks and ladders are among them. */
  default boolean tellsHeat() {
    return false;
  }

  /**
   * Called by the decision thread; allocates nothing in steady state and waits for nobody.
   *
   * @throws org.tcmureclaim.host.HostException if that cannot be told
   */
  void fill(DeviceTable table, Readings readings);
}
