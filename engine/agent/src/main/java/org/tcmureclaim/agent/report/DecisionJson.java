package org.tcmureclaim.agent.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** A decision as JSON, in {@code --json} and in the API. A number that is not finite is null. */
public final class DecisionJson {
  private DecisionJson() {}

  public static JsonObject of(DecisionReport d) {
    return new JsonObject()
        .put("number", d.number())
        .put("at_seconds", decimals(d.atSeconds(), 3))
        .put("urgency", word(d.urgency()))
        .put("trigger", word(d.trigger()))
        .put("demand_pages", d.demandPages())
        .put("planned_pages", d.plannedPages())
        .put("devices", devices(d))
        .put("result", word(d.result()))
        .put("freed_pages", d.freedPages())
        .put("duration_millis", decimals(d.durationMillis(), 3))
        .put("problem", d.problem())
        .put("available_bytes", d.availableBytes())
        .put("some_stall_share", decimals(d.someStallShare(), 6));
  }

  private static JsonArray devices(DecisionReport d) {
    JsonArray devices = new JsonArray();
    for (DecisionReport.Cut cut : d.cuts()) {
      devices.add(
          new JsonObject()
              .put("device", cut.device())
              .put("customer", cut.customer())
              .put("keep_pages", cut.keepPages())
              .put("expected_pages", cut.expectedPages())
              .put("verdict", word(cut.verdict())));
    }
    return devices;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Double decimals(double number, int places) {
    if (!Double.isFinite(number)) {
      return null;
    }
    double scale = Math.pow(10, places);
    return Math.round(number * scale) / scale;
  }
}
