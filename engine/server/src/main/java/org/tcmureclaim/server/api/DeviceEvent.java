package org.tcmureclaim.server.api;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonObject;

/**
 * A device came or went.
 *
 * @param event {@code added} or {@code removed}
 */
record DeviceEvent(String event, String device, String customer) {

  /**
   * What happened from one image of an agent to the next, first what went. Devices are in the order
   * of their keys in both, so one pass tells.
   */
  static List<DeviceEvent> between(TickImage before, TickImage now) {
    List<DeviceEvent> removed = new ArrayList<>();
    List<DeviceEvent> added = new ArrayList<>();
    int old = 0;
    int fresh = 0;
    while (old < before.size() || fresh < now.size()) {
      int order = order(before, old, now, fresh);
      if (order < 0) {
        removed.add(of("removed", before, old++));
      } else if (order > 0) {
        added.add(of("added", now, fresh++));
      } else {
        old++;
        fresh++;
      }
    }
    removed.addAll(added);
    return removed;
  }

  private static int order(TickImage before, int old, TickImage now, int fresh) {
    if (old == before.size() || fresh == now.size()) {
      return old == before.size() ? 1 : -1;
    }
    int byPath = before.path(old).compareTo(now.path(fresh));
    return byPath != 0 ? byPath : Long.compare(generation(before, old), generation(now, fresh));
  }

  private static long generation(TickImage image, int device) {
    return image.of(DeviceFigure.GENERATION, device);
  }

  private static DeviceEvent of(String event, TickImage image, int device) {
    return new DeviceEvent(event, image.path(device), image.customer(device));
  }

  JsonObject json() {
    return new JsonObject().put("event", event).put("device", device).put("customer", customer);
  }
}
