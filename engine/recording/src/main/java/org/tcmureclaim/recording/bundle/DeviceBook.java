package org.tcmureclaim.recording.bundle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.recording.table.EventRow;

/** The devices that are there, as the rows so far have them, in the order in which they came. */
public final class DeviceBook {
  private final Map<String, RecordedDevice> byName = new LinkedHashMap<>();

  public Collection<RecordedDevice> all() {
    return byName.values();
  }

  /** The device of this name; null where it is not there. */
  public @Nullable RecordedDevice find(String name) {
    return byName.get(name);
  }

  /** The device of this name, which comes into the book where it is not there. */
  public RecordedDevice get(String name) {
    return byName.computeIfAbsent(name, RecordedDevice::new);
  }

  /** Takes in what an event says about devices. */
  void apply(EventRow event) {
    switch (event.kind()) {
      case KEYFRAME -> byName.clear();
      case ATTACH, PRESENT, CUSTOMER -> get(event.dev()).customer(event.note());
      case IDENTITY -> get(event.dev()).devConfig(event.note());
      case DETACH -> byName.remove(event.dev());
      default -> {}
    }
  }

  /** Those that have no row in a tick were read with the others all the same. */
  void endTick(long devicesSampledNanos) {
    for (RecordedDevice device : byName.values()) {
      if (!device.isChanged()) {
        device.sampled(devicesSampledNanos);
      }
    }
  }

  void unmark() {
    byName.values().forEach(RecordedDevice::unmark);
  }
}
