package org.tcmureclaim.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.image.HandlerChanges.Served;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HandlerTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Finds out what is new of those who serve devices. Allocates only where something is. */
final class ServedDevices {
  private int[] numbers = new int[0];

  /** Another device is in this slot. */
  void began(int slot) {
    if (slot < numbers.length) {
      numbers[slot] = HandlerTable.NONE;
    }
  }

  /** What is otherwise than in the snapshot before. */
  HandlerChanges changes(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    if (numbers.length < devices.slotCapacity()) {
      numbers = Arrays.copyOf(numbers, devices.slotCapacity());
    }
    List<Served> served = null;
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      int number = devices.handler(slot);
      if (number != numbers[slot]) {
        numbers[slot] = number;
        served = served == null ? new ArrayList<>() : served;
        served.add(new Served(devices.key(slot), number, program(snapshot.handlers(), number)));
      }
    }
    if (served == null && snapshot.handlers().endedCount() == 0) {
      return HandlerChanges.NONE;
    }
    return HandlerChanges.of(snapshot.handlers(), served == null ? List.of() : served);
  }

  private static String program(HandlerTable handlers, int number) {
    return handlers.programName(handlers.program(number));
  }
}
