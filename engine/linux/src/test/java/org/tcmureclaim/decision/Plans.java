package org.tcmureclaim.decision;

import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;

/** Makes plans for tests of those who carry them out; lives here because only this package can. */
public final class Plans {
  private Plans() {}

  /** A plan to cut all devices of a table down to {@code keepPages}. */
  public static Plan cuttingAll(DeviceTable devices, long keepPages) {
    Plan plan = new Plan();
    plan.begin(devices, 0);
    for (int i = 0; i < devices.size(); i++) {
      add(plan, devices, devices.slotAt(i), keepPages);
    }
    return plan;
  }

  /** A plan to cut one device. */
  public static Plan cutting(DeviceTable devices, int slot, long keepPages) {
    Plan plan = new Plan();
    plan.begin(devices, 0);
    add(plan, devices, slot, keepPages);
    return plan;
  }

  private static void add(Plan plan, DeviceTable devices, int slot, long keepPages) {
    long expected = Math.max(0, devices.tailPages(slot) - keepPages);
    plan.add(slot, devices.key(slot), keepPages, expected, Verdict.CHOSEN);
  }
}
