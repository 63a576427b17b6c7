package org.tcmureclaim.simulation;

import org.tcmureclaim.simulation.dataarea.TcmuDevice;
import org.tcmureclaim.simulation.workload.LunWorkload;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * One life of a LUN, from the moment it is attached until it is detached.
 *
 * @param place which of the host's LUNs it is; stays the same from life to life
 */
record Lun(int place, DeviceKey key, TcmuDevice device, LunWorkload workload) {}
