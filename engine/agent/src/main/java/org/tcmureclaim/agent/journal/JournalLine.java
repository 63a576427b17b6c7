package org.tcmureclaim.agent.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.ShadowJson;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonException;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

/**
 * A decision as one line: the CRC-32 of what follows, in eight hexadecimal digits, a blank, and
 * JSON. A line that a crash cut short is told by its sum, and every line before it is whole.
 */
public final class JournalLine {
  private static final int SUM_LENGTH = 8;
  private static final String RUN = "run_started_epoch_millis";

  private JournalLine() {}

  static String of(DecisionEntry entry) {
    String json = json(entry).encode();
    return sum(json) + " " + json + "\n";
  }

  static String of(OrderEntry entry, long epochMillis) {
    String json = entry.json().put("epoch_millis", epochMillis).encode();
    return sum(json) + " " + json + "\n";
  }

  /** The first line of a file: which run of an agent wrote it. */
  static String ofRun(long startedEpochMillis) {
    String json = new JsonObject().put(RUN, startedEpochMillis).encode();
    return sum(json) + " " + json + "\n";
  }

  /** When the agent started that wrote the file which begins with this line. */
  static Optional<Long> parseRun(String line) {
    return json(line)
        .map(json -> json.getValue(RUN))
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).longValue());
  }

  /** The order in a line without its end; empty where it has another shape or is damaged. */
  static Optional<OrderEntry> parseOrder(String line) {
    return json(line).flatMap(OrderEntry::of);
  }

  /**
   * The decision in a line without its end; empty where the line is damaged, or has not the shape
   * that this version knows.
   */
  static Optional<DecisionEntry> parse(String line) {
    try {
      return json(line).map(JournalLine::entry);
    } catch (ClassCastException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonObject> json(String line) {
    if (line.length() <= SUM_LENGTH + 1
        || !line.substring(0, SUM_LENGTH).equals(sum(line.substring(SUM_LENGTH + 1)))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new JsonObject(line.substring(SUM_LENGTH + 1)));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static String sum(String json) {
    CRC32 crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static JsonObject json(DecisionEntry e) {
    JsonArray devices = new JsonArray();
    e.devices().forEach(reason -> devices.add(json(reason)));
    JsonObject json = new JsonObject();
    if (e.shadow() != null) {
      json.put("shadow_score", ShadowJson.of(e.shadow()));
    }
    return json.put("epoch_millis", e.epochMillis())
        .put("at_seconds", e.atSeconds())
        .put("number", e.number())
        .put("urgency", word(e.urgency()))
        .put("trigger", word(e.trigger()))
        .put("demand_pages", e.demandPages())
        .put("planned_pages", e.plannedPages())
        .put("available_bytes", e.availableBytes())
        .put("some_stall_share", Double.isNaN(e.someStallShare()) ? null : e.someStallShare())
        .put("result", word(e.result()))
        .put("freed_pages", e.freedPages())
        .put("duration_millis", e.durationMillis())
        .put("problem", e.problem())
        .put("dropped_before", e.droppedBefore())
        .put("devices", devices);
  }

  /**
   * One device as JSON. Leaves out what is the rule, so that a device which was not cut takes
   * little.
   */
  public static JsonObject json(DeviceReason r) {
    JsonObject json =
        new JsonObject()
            .put("device", r.device())
            .put("generation", r.generation())
            .put("customer", r.customer())
            .put("verdict", word(r.verdict()))
            .put("rule", r.rule())
            .put("resident_pages", r.residentPages())
            .put("tail_pages", r.tailPages())
            .put("idle_nanos", r.idleNanos());
    if (r.keepPages() != DeviceReason.NONE) {
      json.put("keep_pages", r.keepPages())
          .put("expected_pages", r.expectedPages())
          .put("cut_place", r.cutPlace())
          .put("freed_pages", r.freedPages());
    }
    if (r.result() != null) {
      json.put("result", word(r.result()));
    }
    putUnlessNone(json, "at_idle_nanos", r.atIdleNanos());
    putUnlessNone(json, "at_demand_pages", r.atDemandPages());
    putUnlessNone(json, "after_nanos", r.afterNanos());
    putUnlessNone(json, "above_customer_pages", r.aboveCustomerPages());
    if (r.atUrgency() != Urgency.NONE) {
      json.put("at_urgency", word(r.atUrgency()));
    }
    return json;
  }

  private static void putUnlessNone(JsonObject json, String key, long number) {
    if (number != DeviceReason.NONE) {
      json.put(key, number);
    }
  }

  private static DecisionEntry entry(JsonObject j) {
    List<DeviceReason> devices = new ArrayList<>();
    for (Object device : j.getJsonArray("devices")) {
      devices.add(reason((JsonObject) device));
    }
    return new DecisionEntry(
        j.getLong("epoch_millis"),
        j.getDouble("at_seconds"),
        j.getLong("number"),
        constant(Urgency.class, j.getString("urgency"), Urgency.NONE),
        constant(Trigger.class, j.getString("trigger"), Trigger.NONE),
        j.getLong("demand_pages"),
        j.getLong("planned_pages"),
        j.getLong("available_bytes"),
        j.getDouble("some_stall_share", Double.NaN),
        result(j),
        j.getLong("freed_pages"),
        j.getDouble("duration_millis"),
        text(j, "problem"),
        j.getLong("dropped_before"),
        ShadowJson.parse(j.getJsonObject("shadow_score")),
        devices);
  }

  private static DeviceReason reason(JsonObject j) {
    return new DeviceReason(
        text(j, "device"),
        j.getLong("generation"),
        text(j, "customer"),
        constant(Verdict.class, j.getString("verdict"), Verdict.NOT_CONSIDERED),
        text(j, "rule"),
        j.getLong("resident_pages"),
        j.getLong("tail_pages"),
        j.getLong("idle_nanos"),
        j.getLong("keep_pages", DeviceReason.NONE),
        j.getLong("expected_pages", 0L),
        j.getInteger("cut_place", DeviceReason.NOT_KNOWN),
        result(j),
        j.getLong("freed_pages", 0L),
        j.getLong("at_idle_nanos", DeviceReason.NONE),
        j.getLong("at_demand_pages", DeviceReason.NONE),
        j.getLong("after_nanos", DeviceReason.NONE),
        j.getLong("above_customer_pages", DeviceReason.NONE),
        constant(Urgency.class, j.getString("at_urgency", "none"), Urgency.NONE));
  }

  private static String text(JsonObject j, String key) {
    return Objects.requireNonNull(j.getString(key));
  }

  private static @Nullable CutResult result(JsonObject j) {
    String word = j.getString("result");
    return word == null ? null : constant(CutResult.class, word, CutResult.NOTHING);
  }

  private static @Nullable String word(@Nullable Enum<?> value) {
    return value == null ? null : value.name().toLowerCase(Locale.ROOT);
  }

  /** A word that a later version wrote is taken for {@code unknown}. */
  private static <E extends Enum<E>> E constant(Class<E> type, String word, E unknown) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(word)) {
        return value;
      }
    }
    return unknown;
  }
}
