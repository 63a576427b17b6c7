package org.tcmureclaim.command.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.Readings.Shape;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.policy.PolicyFactory;

/**
 * A JSON Schema (https://json-schema.org/draft/2020-12) of configurations, for editors. It is made
 * from what the binder asks a blueprint for, so there is no second list of keys.
 */
public final class ConfigSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String CUSTOMERS = "customers";

  private final Map<String, Reading> readings = new LinkedHashMap<>();
  private final Map<String, Shape> shapes;
  private final Meanings meanings = Meanings.load();

  private ConfigSchema(Readings described) {
    described.inOrder().forEach(reading -> readings.put(reading.path(), reading));
    shapes = described.shapes();
  }

  /** The schema of {@code agent.yaml} where there are these policies. */
  public static JsonObject ofAgent(Map<String, PolicyFactory> policies) {
    return new ConfigSchema(LoadedConfig.describe(policies))
        .whole("Configuration of a tcmu-reclaim agent", "");
  }

  /** The schema of a drop-in of {@code customers.d}. */
  public static JsonObject ofCustomers(Map<String, PolicyFactory> policies) {
    ConfigSchema schema = new ConfigSchema(LoadedConfig.describe(policies));
    schema.readings.keySet().removeIf(path -> !path.startsWith(CUSTOMERS + "["));
    return schema.whole("Customers of a tcmu-reclaim agent", "");
  }

  private JsonObject whole(String title, String prefix) {
    JsonObject whole = new JsonObject().put("$schema", DIALECT).put("title", title);
    object(prefix).forEach(entry -> whole.put(entry.getKey(), entry.getValue()));
    return whole;
  }

  /** The mapping whose keys' paths begin with {@code prefix}. */
  private JsonObject object(String prefix) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (String key : keysBelow(prefix)) {
      Reading reading = readings.get(prefix + key);
      properties.put(key, reading == null ? nested(prefix + key) : value(reading));
      if (reading != null && reading.fallback() == null) {
        required.add(key);
      }
    }
    JsonObject object =
        new JsonObject()
            .put("type", "object")
            .put("properties", properties)
            .put("additionalProperties", false);
    return required.isEmpty() ? object : object.put("required", required);
  }

  private JsonObject value(Reading reading) {
    return ValueSchema.of(reading, meanings.of(reading.path()));
  }

  private JsonObject nested(String path) {
    JsonObject schema =
        switch (shapes.getOrDefault(path, Shape.SECTION)) {
          case SECTION -> object(path + ".");
          case LIST -> list(object(path + "[]."));
          case SECTION_OR_LIST -> {
            JsonObject one = oneOfThePolicies(path);
            yield anyOf(one, list(one).put("minItems", 1));
          }
          case TEXT_SECTION_OR_LIST -> {
            JsonObject one = object(path + "[].").put("minProperties", 1);
            yield anyOf(new JsonObject().put("type", "string").put("minLength", 1), one, list(one));
          }
        };
    return schema.put("description", meanings.of(path));
  }

  /** A policy without a name is the default one. */
  private JsonObject oneOfThePolicies(String path) {
    List<JsonObject> policies = new ArrayList<>();
    for (String variant : variantsOf(path)) {
      String prefix = path + "<" + variant + ">.";
      JsonObject policy = object(prefix);
      Reading name = readings.get(prefix + "name");
      policy
          .getJsonObject("properties")
          .put("name", new JsonObject().put("const", variant).put("description", "The policy."));
      if (name == null || !variant.equals(name.fallback())) {
        policy.put("required", new JsonArray().add("name"));
      }
      policies.add(policy);
    }
    return anyOf(policies.toArray(JsonObject[]::new));
  }

  private Set<String> keysBelow(String prefix) {
    Set<String> keys = new LinkedHashSet<>();
    for (String path : readings.keySet()) {
      if (path.startsWith(prefix)) {
        keys.add(path.substring(prefix.length()).split("[.\\[<]", 2)[0]);
      }
    }
    return keys;
  }

  private Set<String> variantsOf(String path) {
    Set<String> variants = new LinkedHashSet<>();
    for (String other : readings.keySet()) {
      if (other.startsWith(path + "<")) {
        variants.add(other.substring(path.length() + 1, other.indexOf('>')));
      }
    }
    return variants;
  }

  private static JsonObject list(JsonObject items) {
    return new JsonObject().put("type", "array").put("items", items);
  }

  private static JsonObject anyOf(JsonObject... forms) {
    JsonArray any = new JsonArray();
    for (JsonObject form : forms) {
      any.add(form);
    }
    return new JsonObject().put("anyOf", any);
  }
}
