package org.tcmureclaim.agent.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.board.HostImage;
import org.tcmureclaim.snapshot.DeviceFlag;

/** A device of an image as JSON. */
final class DeviceJson {
  private static final double NANOS_PER_SECOND = 1e9;

  private DeviceJson() {}

  /** As in a list. */
  static JsonObject of(HostImage image, int device) {
    return new JsonObject()
        .put("device", image.key(device).path())
        .put("generation", image.key(device).generation())
        .put("customer", image.customer(device))
        .put("resident_pages", image.residentPages(device))
        .put("tail_pages", image.tailPages(device))
        .put("idle_seconds", seconds(image.idleNanos(device)))
        .put("verdict", image.verdict(device).name().toLowerCase(Locale.ROOT))
        .put("verdict_meaning", image.verdict(device).meaning())
        .put("rule", image.rule(device));
  }

  /** With everything that is known of it. */
  static JsonObject detail(HostImage image, int device) {
    return of(image, device)
        .put("policy", image.policy(device))
        .put("peak_pages", image.peakPages(device))
        .put("commands", image.commands(device))
        .put("transferred_bytes", image.transferredBytes(device))
        .put("flags", flags(image.flags(device)))
        .put("cut_at_idle_seconds", secondsOrNull(image.atIdleNanos(device)))
        .put("cut_at_demand_pages", orNull(image.atDemandPages(device)))
        .put("cut_after_seconds", secondsOrNull(image.afterNanos(device)))
        .put("ladder", ladder(image, device));
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

  private static JsonArray ladder(HostImage image, int device) {
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

  /** To a thousandth. */
  private static double seconds(long nanos) {
    return Math.round(nanos / NANOS_PER_SECOND * 1000) / 1000.0;
  }
}
