package org.tcmureclaim.agent.loop;

import java.util.Arrays;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;

/** Whose the device in each slot is, and by which policy; kept so that no tick has to ask. */
public final class CustomerSlots {
  private CustomerDirectory customers;
  private String[] names = new String[0];
  private String[] policies = new String[0];

  public CustomerSlots(CustomerDirectory customers) {
    this.customers = customers;
  }

  /** A device has come. */
  public void add(int slot, DeviceKey key) {
    if (names.length <= slot) {
      int before = names.length;
      int capacity = Math.max(64, slot * 2);
      names = Arrays.copyOf(names, capacity);
      policies = Arrays.copyOf(policies, capacity);
      Arrays.fill(names, before, capacity, "");
      Arrays.fill(policies, before, capacity, "");
    }
    int customer = customers.indexOf(key);
    names[slot] = customers.name(customer);
    policies[slot] = customers.policy(customer);
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

  /** The name of the policy that chooses among its customer's devices. */
  public String policy(int slot) {
    return slot < policies.length ? policies[slot] : "";
  }
}
