package org.tcmureclaim.replay.result;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tcmureclaim.replay.difference.DeviceDifference;
import org.tcmureclaim.replay.difference.Disagreement;
import org.tcmureclaim.replay.difference.Disagreement.Choice;
import org.tcmureclaim.replay.difference.PolicyDifference;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.run.PressureFigures;
import org.tcmureclaim.replay.run.RunResult;

/** Differences as one JSON document; the order of keys and elements is defined. */
public final class DifferenceJson {
  private DifferenceJson() {}

  /** All of them, in their order. */
  public static String of(List<PolicyDifference> differences) {
    List<String> loops = differences.stream().map(DifferenceJson::loop).distinct().toList();
    String loop = loops.isEmpty() ? "open" : loops.size() > 1 ? "mixed" : loops.get(0);
    return "{\n  \"loop\": \""
        + loop
        + "\",\n  \"differences\": "
        + array(differences, DifferenceJson::object)
        + "\n}\n";
  }

  private static JsonObject object(PolicyDifference difference) {
    JsonObject json = new JsonObject().text("loop", loop(difference));
    ClosedLoop closed = difference.loop();
    return (closed == null ? json : LoopJson.loop(json, closed))
        .text("trace", difference.trace().name())
        .text("service_time", difference.trace().serviceTime())
        .text("budget", difference.budget())
        .raw("first", policy(difference.first(), difference.firstResult()))
        .raw("second", policy(difference.second(), difference.secondResult()))
        .whole("ticks", difference.trace().ticks().ticks())
        .whole("ticks_that_differ", difference.ticksApart())
        .raw(
            "first_disagreement",
            difference.firstDisagreement().map(DifferenceJson::disagreement).orElse("null"))
        .raw("devices", array(difference.devices(), DifferenceJson::device));
  }

  private static String loop(PolicyDifference difference) {
    return difference.loop() == null ? "open" : "closed";
  }

  private static String policy(String name, RunResult result) {
    JsonObject json = new JsonObject();
    PressureFigures pressure = result.pressure();
    json.text("policy", name)
        .whole("reallocated_pages", result.reallocatedPages())
        .whole("truncations", result.truncations())
        .whole("pages_freed", result.freedPages())
        .whole("ticks_over_budget", result.ticksOverBudget())
        .text("decisions_hash", result.decisionsHash());
    return (pressure == null ? json : LoopJson.pressure(json, pressure)).toString();
  }

  private static String disagreement(Disagreement where) {
    return new JsonObject()
        .whole("tick", where.tick())
        .decimal("end_seconds", where.endSeconds())
        .raw("devices", array(where.devices(), DifferenceJson::choice))
        .toString();
  }

  private static JsonObject choice(Choice choice) {
    return new JsonObject()
        .text("device", choice.device())
        .whole("held_pages", choice.heldPages())
        .whole("first_kept_pages", choice.firstKeptPages())
        .whole("second_kept_pages", choice.secondKeptPages());
  }

  private static JsonObject device(DeviceDifference device) {
    return new JsonObject()
        .text("device", device.device())
        .whole("first_reallocated_pages", device.firstReallocatedPages())
        .whole("second_reallocated_pages", device.secondReallocatedPages())
        .whole("first_truncations", device.firstTruncations())
        .whole("second_truncations", device.secondTruncations());
  }

  private static <T> String array(List<T> items, Function<T, JsonObject> object) {
    return items.stream()
        .map(item -> object.apply(item).toString())
        .collect(Collectors.joining(",\n    ", "[", "]"));
  }
}
