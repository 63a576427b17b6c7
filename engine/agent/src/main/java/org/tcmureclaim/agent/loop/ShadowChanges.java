package org.tcmureclaim.agent.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;

/** Devices that came, went or were given to another customer, in order, for a shadow to learn. */
final class ShadowChanges {
  private static final int GONE = -1;

  private int[] slots = new int[64];
  private int[] customers = new int[64];
  private @Nullable DeviceKey[] keys = new @Nullable DeviceKey[64];
  private int size;

  /** A device is this customer's from now on. */
  void assign(int slot, int customer) {
    add(slot, customer, null);
  }

  /** A device has gone. */
  void forget(int slot, DeviceKey key) {
    add(slot, GONE, key);
  }

  /** Tells them in order, and forgets them. */
  void applyTo(ShadowRun run) {
    int all = size;
    size = 0;
    for (int i = 0; i < all; i++) {
      DeviceKey key = keys[i];
      keys[i] = null;
      if (key == null) {
        run.assign(slots[i], customers[i]);
      } else {
        run.forget(slots[i], key);
      }
    }
  }

  private void add(int slot, int customer, @Nullable DeviceKey key) {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, 2 * size);
      customers = Arrays.copyOf(customers, 2 * size);
      keys = Arrays.copyOf(keys, 2 * size);
    }
    slots[size] = slot;
    customers[size] = customer;
    keys[size] = key;
    size++;
  }
}
