package org.tcmureclaim.agent.loop;

import java.util.Arrays;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;

/** Whose the device in each slot is; kept so that no tick has to ask. */
public final class CustomerSlots {
  private CustomerDirectory customers;
  private String[] names = new String[0];

  public CustomerSlots(CustomerDirectory customers) {
    this.customers = customers;
  }

  /** A device has come. */
  public void add(int slot, DeviceKey key) {
    if (names.length <= slot) {
      int before = names.length;
      int capacity = Math.max(64, slot * 2);
      names = Arrays.copyOf(names, capacity);
      Arrays.fill(names, before, capacity, "");
    }
    names[slot] = customers.name(customers.indexOf(key));
  }

  /** Devices may be others' now. */
  public void adopt(CustomerDirectory newCustomers, DeviceTable devices) {
    customers = newCustomers;
    for (int i = 0; i < devices.size(); i++) {
      add(devices.slotAt(i), devices.key(devices.slotAt(i)));
    }
  }

  /** The name of the customer of the device in this slot; empty where there never was one. */
  public String name(int slot) {
    return slot < names.length ? names[slot] : "";
  }
}
