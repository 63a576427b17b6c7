package org.tcmureclaim.agent.answers;

import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/**
 * How warm each part of each data area is, small enough for a thousand devices at once. A rung is
 * one letter: {@code a} was reached within the last second, and each letter further on stands for
 * four times as long; {@code .} holds no pages. A device of which the host keeps no ladder has two:
 * what is in use, and its tail.
 */
public final class HeatJson {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final char COLDEST = 'j';

  private HeatJson() {}

  /** Of all devices of an image that has heat ladders. */
  public static JsonObject of(TickImage image) {
    JsonArray devices = new JsonArray();
    for (int i = 0; i < image.size(); i++) {
      devices.add(
          new JsonArray()
              .add(image.path(i))
              .add(image.customer(i))
              .add(image.of(DeviceFigure.RESIDENT_PAGES, i))
              .add(image.of(DeviceFigure.TAIL_PAGES, i))
              .add(heat(image, i)));
    }
    return new JsonObject()
        .put("tick", image.of(HostFigure.TICK))
        .put(
            "columns",
            new JsonArray()
                .add("device")
                .add("customer")
                .add("resident_pages")
                .add("tail_pages")
                .add("heat"))
        .put("devices", devices);
  }

  static String heat(TickImage image, int device) {
    if (image.rungs(device) == 0) {
      long inUse =
          image.of(DeviceFigure.RESIDENT_PAGES, device) - image.of(DeviceFigure.TAIL_PAGES, device);
      return (inUse > 0 ? "a" : ".")
          + (image.of(DeviceFigure.TAIL_PAGES, device) > 0 ? letter(image.idleNanos(device)) : ".");
    }
    StringBuilder heat = new StringBuilder(image.rungs(device));
    for (int rung = 0; rung < image.rungs(device); rung++) {
      boolean holds =
          image.rungFirstPage(device, rung) < image.of(DeviceFigure.RESIDENT_PAGES, device);
      heat.append(holds ? letter(image.rungIdleNanos(device, rung)) : '.');
    }
    return heat.toString();
  }

  /** Within 1 s, 4 s, 16 s, 64 s, … 18 h, longer. */
  static char letter(long idleNanos) {
    char letter = 'a';
    for (long limit = SECOND_NANOS; idleNanos >= limit && letter < COLDEST; limit *= 4) {
      letter++;
    }
    return letter;
  }
}
