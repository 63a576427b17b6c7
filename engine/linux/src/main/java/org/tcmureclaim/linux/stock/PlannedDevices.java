package org.tcmureclaim.linux.stock;

import java.util.Arrays;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.snapshot.DeviceKey;

/** The devices of a plan, copied from it and sorted. Reused from plan to plan. */
final class PlannedDevices {
  private DeviceKey[] keys = new DeviceKey[64];
  private int size;

  void copyFrom(Plan plan) {
    if (plan.size() > keys.length) {
      keys = new DeviceKey[Math.max(plan.size(), keys.length * 2)];
    }
    size = plan.size();
    for (int cut = 0; cut < size; cut++) {
      keys[cut] = plan.key(cut);
    }
    Arrays.sort(keys, 0, size);
  }

  int size() {
    return size;
  }

  DeviceKey key(int position) {
    return keys[position];
  }

  boolean contains(DeviceKey key) {
    return Arrays.binarySearch(keys, 0, size, key) >= 0;
  }
}
