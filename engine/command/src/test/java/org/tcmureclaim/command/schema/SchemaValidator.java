package org.tcmureclaim.command.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** As much of JSON Schema as the schemas here use, over what a YAML loader gives. */
final class SchemaValidator {
  private SchemaValidator() {}

  /** What is wrong with a value; empty where nothing is. */
  static List<String> problems(JsonObject schema, Object value, String path) {
    List<String> problems = new ArrayList<>();
    for (String keyword : schema.fieldNames()) {
      problems.addAll(keyword(keyword, schema, value, path));
    }
    return problems;
  }

  private static List<String> keyword(String word, JsonObject schema, Object value, String path) {
    return switch (word) {
      case "$schema", "title", "description" -> List.of();
      case "type" ->
          unless(hasType(schema.getString(word), value), path + ": no " + schema.getString(word));
      case "properties" -> properties(schema.getJsonObject(word), value, path);
      case "additionalProperties" -> additional(schema, value, path);
      case "required" -> required(schema.getJsonArray(word), value, path);
      case "items" -> items(schema.getJsonObject(word), value, path);
      case "anyOf" -> anyOf(schema.getJsonArray(word), value, path);
      case "enum" ->
          unless(schema.getJsonArray(word).contains(value), path + ": none of the words");
      case "const" -> unless(schema.getValue(word).equals(value), path + ": not the constant");
      case "pattern" ->
          unless(
              value instanceof String text && text.matches(schema.getString(word)),
              path + ": not of the pattern");
      case "minLength" -> unless(!"".equals(value), path + ": empty");
      case "minItems" -> unless(!(value instanceof List<?> l) || !l.isEmpty(), path + ": empty");
      case "minProperties" ->
          unless(!(value instanceof Map<?, ?> m) || !m.isEmpty(), path + ": empty");
      case "minimum" ->
          unless(number(value) >= schema.getDouble(word), path + ": less than the minimum");
      case "maximum" ->
          unless(number(value) <= schema.getDouble(word), path + ": more than the maximum");
      default -> throw new IllegalStateException("keyword " + word + " is not known to this test");
    };
  }

  private static List<String> unless(boolean good, String problem) {
    return good ? List.of() : List.of(problem);
  }

  private static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static boolean hasType(String type, Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Integer || value instanceof Long;
      default -> value instanceof Number;
    };
  }

  private static List<String> properties(JsonObject properties, Object value, String path) {
    List<String> problems = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, below) -> {
            JsonObject schema = properties.getJsonObject(String.valueOf(key));
            if (schema != null) {
              problems.addAll(problems(schema, below, path + "." + key));
            }
          });
    }
    return problems;
  }

  private static List<String> additional(JsonObject schema, Object value, String path) {
    List<String> problems = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      for (Object key : map.keySet()) {
        if (!schema.getJsonObject("properties").containsKey(String.valueOf(key))) {
          problems.add(path + "." + key + ": unknown");
        }
      }
    }
    return problems;
  }

  private static List<String> required(JsonArray keys, Object value, String path) {
    List<String> problems = new ArrayList<>();
    for (Object key : keys) {
      if (value instanceof Map<?, ?> map && !map.containsKey(key)) {
        problems.add(path + "." + key + ": missing");
      }
    }
    return problems;
  }

  private static List<String> items(JsonObject schema, Object value, String path) {
    List<String> problems = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        problems.addAll(problems(schema, item, path + "[]"));
      }
    }
    return problems;
  }

  private static List<String> anyOf(JsonArray forms, Object value, String path) {
    List<String> problems = new ArrayList<>();
    for (Object form : forms) {
      List<String> here = problems((JsonObject) form, value, path);
      if (here.isEmpty()) {
        return List.of();
      }
      problems.addAll(here);
    }
    return problems;
  }
}
