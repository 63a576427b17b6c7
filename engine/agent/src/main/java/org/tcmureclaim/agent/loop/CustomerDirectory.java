package org.tcmureclaim.agent.loop;

import org.tcmureclaim.snapshot.DeviceKey;

/** Whose a device is. Asked when a device comes or the configuration changes, not every tick. */
public interface CustomerDirectory {

  /** The customer's place among those of the decider's settings. */
  int indexOf(DeviceKey key);

  /** The name of the customer at this place. */
  String name(int index);

  /** One customer of this name has all devices. */
  static CustomerDirectory ofOne(String customer) {
    return new CustomerDirectory() {
      @Override
      public int indexOf(DeviceKey key) {
        return 0;
      }

      @Override
      public String name(int index) {
        return customer;
      }
    };
  }
}
