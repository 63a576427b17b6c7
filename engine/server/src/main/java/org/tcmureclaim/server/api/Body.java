package org.tcmureclaim.server.api;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.json.JsonException;
import org.tcmureclaim.json.JsonObject;

/** The JSON object that a request carries; none counts as an empty one. */
record Body(JsonObject json) {
  /** With or without parameters, of which the one that there is (charset) says what JSON is. */
  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  /**
   * The body of an action. It must say that it is JSON, which a form of a foreign page cannot.
   *
   * @throws ProblemException where it is something else
   */
  static Body of(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    if (type == null || !JSON.matcher(type).matches()) {
      throw new Problem(415, "media-type", "Not JSON", "send Content-Type: application/json")
          .exception();
    }
    try {
      @Nullable String text = context.body().asString();
      return new Body(text == null || text.isEmpty() ? new JsonObject() : new JsonObject(text));
    } catch (JsonException e) {
      throw Problem.badRequest("the body is no JSON object: " + e.getMessage()).exception();
    }
  }

  /** Refuses keys that nobody knows. */
  Body only(String... known) {
    List<String> all = List.of(known);
    for (String key : json.fieldNames()) {
      if (!all.contains(key)) {
        throw Problem.badRequest(
                "unknown key '" + key + "'; known here: " + all + NearMiss.hint(key, all))
            .exception();
      }
    }
    return this;
  }

  long wholeNumber(String key) {
    @Nullable Object value = json.getValue(key);
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw Problem.badRequest(key + " must be a whole number, 0 or more").exception();
  }

  boolean flag(String key, boolean fallback) {
    @Nullable Object value = json.containsKey(key) ? json.getValue(key) : fallback;
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw Problem.badRequest(key + " must be true or false").exception();
  }

  Optional<String> text(String key) {
    @Nullable Object value = json.getValue(key);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw Problem.badRequest(key + " must be a text").exception();
  }
}
