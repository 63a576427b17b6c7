package org.tcmureclaim.simulation;

import java.util.Arrays;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.snapshot.DeviceKey;

/** What is needed of a plan to carry it out. Reused from plan to plan. */
final class PlanCopy {
  private DeviceKey[] keys = new DeviceKey[64];
  private long[] keepPages = new long[64];
  private int size;
  private long plannedPages;

  void copy(Plan plan) {
    size = plan.size();
    plannedPages = plan.plannedPages();
    if (size > keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      keepPages = Arrays.copyOf(keepPages, size * 2);
    }
    for (int cut = 0; cut < size; cut++) {
      keys[cut] = plan.key(cut);
      keepPages[cut] = plan.keepPages(cut);
    }
  }

  int size() {
    return size;
  }

  DeviceKey key(int cut) {
    return keys[cut];
  }

  long keepPages(int cut) {
    return keepPages[cut];
  }

  long plannedPages() {
    return plannedPages;
  }
}
