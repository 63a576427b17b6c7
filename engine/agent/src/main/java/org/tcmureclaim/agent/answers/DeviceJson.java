package org.tcmureclaim.agent.answers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.snapshot.DeviceFlag;

/** A device of an image as JSON. */
public final class DeviceJson {
  private static final double NANOS_PER_SECOND = 1e9;

  private DeviceJson() {}

  /** As in a list. */
  static JsonObject of(TickImage image, int device) {
    return new JsonObject()
        .put("device", image.path(device))
        .put("generation", image.of(DeviceFigure.GENERATION, device))
        .put("customer", image.customer(device))
        .put("resident_pages", image.of(DeviceFigure.RESIDENT_PAGES, device))
        .put("tail_pages", image.of(DeviceFigure.TAIL_PAGES, device))
        .put("idle_seconds", seconds(image.idleNanos(device)))
        .put("verdict", image.verdict(device).name().toLowerCase(Locale.ROOT))
        .put("verdict_meaning", image.verdict(device).meaning())
        .put("rule", image.rule(device));
  }

  /**
   * With everything that is known of it.
   *
   * @param image with heat ladders
   * @param path HBA/NAME
   * @throws UnansweredException where there is no such device
   */
  public static JsonObject detail(TickImage image, String path) {
    int device = find(image, path);
    return of(image, device)
        .put("policy", image.policy(device))
        .put("sampled_seconds_ago", seconds(image.sampledNanosAgo(device)))
        .put("peak_pages", image.of(DeviceFigure.PEAK_PAGES, device))
        .put("commands", image.of(DeviceFigure.COMMANDS, device))
        .put("transferred_bytes", image.of(DeviceFigure.TRANSFERRED_BYTES, device))
        .put("flags", flags((int) image.of(DeviceFigure.FLAGS, device)))
        .put("cut_at_idle_seconds", secondsOrNull(image.of(DeviceFigure.AT_IDLE_NANOS, device)))
        .put("cut_at_demand_pages", orNull(image.of(DeviceFigure.AT_DEMAND_PAGES, device)))
        .put("cut_after_seconds", secondsOrNull(image.of(DeviceFigure.AFTER_NANOS, device)))
        .put(
            "cut_above_customer_pages", orNull(image.of(DeviceFigure.ABOVE_CUSTOMER_PAGES, device)))
        .put("cut_at_urgency", wordOrNull(image.atUrgency(device)))
        .put("ladder", ladder(image, device));
  }

  /**
   * The device of this path, or the only one of this name.
   *
   * @throws UnansweredException where there is none
   */
  public static int find(TickImage image, String pathOrName) {
    return image
        .find(pathOrName)
        .orElseThrow(
            () ->
                new UnansweredException(
                    UnansweredException.Reason.NO_SUCH,
                    UnknownName.text("device", pathOrName, image.paths())));
  }

  private static JsonArray flags(int flags) {
    JsonArray names = new JsonArray();
    for (DeviceFlag flag : DeviceFlag.values()) {
      if (flag.in(flags)) {
        names.add(flag.name().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static JsonArray ladder(TickImage image, int device) {
    JsonArray rungs = new JsonArray();
    for (int rung = 0; rung < image.rungs(device); rung++) {
      rungs.add(
          new JsonObject()
              .put("first_page", image.rungFirstPage(device, rung))
              .put("idle_seconds", seconds(image.rungIdleNanos(device, rung))));
    }
    return rungs;
  }

  private static @Nullable Double secondsOrNull(long nanos) {
    return nanos == Long.MAX_VALUE ? null : seconds(nanos);
  }

  private static @Nullable Long orNull(long number) {
    return number == Long.MAX_VALUE ? null : number;
  }

  private static @Nullable String wordOrNull(Urgency urgency) {
    return urgency == Urgency.NONE ? null : urgency.name().toLowerCase(Locale.ROOT);
  }

  /** To a thousandth. */
  private static double seconds(long nanos) {
    return Math.round(nanos / NANOS_PER_SECOND * 1000) / 1000.0;
  }
}
