package org.tcmureclaim.simulation;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tcmureclaim.snapshot.DeviceKey;

/** The faults that are set, device by device. For the decision thread, as all of the host. */
public final class Faults {
  private final Map<DeviceKey, Set<Fault>> byDevice = new HashMap<>();

  public void set(DeviceKey key, Fault fault) {
    byDevice.computeIfAbsent(key, k -> EnumSet.noneOf(Fault.class)).add(fault);
  }

  public void clear(DeviceKey key, Fault fault) {
    byDevice.computeIfAbsent(key, k -> EnumSet.noneOf(Fault.class)).remove(fault);
  }

  boolean has(DeviceKey key, Fault fault) {
    if (byDevice.isEmpty()) {
      return false;
    }
    Set<Fault> faults = byDevice.get(key);
    return faults != null && faults.contains(fault);
  }
}
