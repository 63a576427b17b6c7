package org.tcmureclaim.server.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** Holds a value against the part of JSON Schema that the OpenAPI document uses. */
final class Conformance {
  private Conformance() {}

  static List<String> problems(
      JsonObject schemas, JsonObject schema, @Nullable Object value, String path) {
    String reference = schema.getString("$ref");
    if (reference != null) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      return problems(schemas, schemas.getJsonObject(name), value, path);
    }
    List<String> problems = new ArrayList<>();
    if (!types(schema).contains(type(value))) {
      problems.add(path + ": " + type(value) + " instead of " + types(schema));
    } else if (value instanceof JsonObject object && schema.containsKey("properties")) {
      ofObject(schemas, schema, object, path, problems);
    } else if (value instanceof JsonArray array && schema.containsKey("items")) {
      for (int i = 0; i < array.size(); i++) {
        problems.addAll(
            problems(schemas, schema.getJsonObject("items"), array.getValue(i), path + "[]"));
      }
    }
    return problems;
  }

  private static void ofObject(
      JsonObject schemas,
      JsonObject schema,
      JsonObject object,
      String path,
      List<String> problems) {
    JsonObject properties = schema.getJsonObject("properties");
    for (Object required : schema.getJsonArray("required")) {
      if (!object.containsKey((String) required)) {
        problems.add(path + "." + required + " is missing");
      }
    }
    for (String key : object.fieldNames()) {
      if (properties.containsKey(key)) {
        problems.addAll(
            problems(
                schemas, properties.getJsonObject(key), object.getValue(key), path + "." + key));
      } else {
        problems.add(path + "." + key + " is not in the document");
      }
    }
  }

  private static List<Object> types(JsonObject schema) {
    Object type = schema.getValue("type");
    List<Object> types = new ArrayList<>();
    if (type instanceof JsonArray several) {
      several.forEach(types::add);
    } else {
      types.add(type);
    }
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static String type(@Nullable Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof JsonObject) {
      return "object";
    } else if (value instanceof JsonArray) {
      return "array";
    } else if (value instanceof String) {
      return "string";
    } else if (value instanceof Boolean) {
      return "boolean";
    }
    return value instanceof Long ? "integer" : "number";
  }
}
