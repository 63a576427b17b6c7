package org.tcmureclaim.command.check;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.config.ResolvedDevice;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** What {@code check} found, as JSON. */
final class CheckJson {
  private CheckJson() {}

  static JsonObject bad(Path file, List<String> problems) {
    return new JsonObject()
        .put("file", file.toString())
        .put("good", false)
        .put("problems", new JsonArray(problems));
  }

  static JsonObject good(Path file, List<String> notes, @Nullable ResolvedDevice device) {
    JsonObject json =
        new JsonObject()
            .put("file", file.toString())
            .put("good", true)
            .put("policy_jars", new JsonArray(KnownPolicies.jars()))
            .put("notes", new JsonArray(notes));
    return device == null ? json : json.put("device", device(device));
  }

  private static JsonObject device(ResolvedDevice device) {
    JsonArray settings = new JsonArray();
    for (Reading reading : device.settings()) {
      settings.add(
          new JsonObject()
              .put("key", reading.path())
              .put("value", reading.value())
              .put("from", reading.origin()));
    }
    return new JsonObject()
        .put("device", device.device().path())
        .put("customer", device.customer().name())
        .put("customer_from", device.customer().origin())
        .put("also_matched_by", new JsonArray(device.alsoMatchedBy()))
        .put("settings", settings);
  }
}
