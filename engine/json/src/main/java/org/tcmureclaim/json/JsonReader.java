package org.tcmureclaim.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a text into an object or an array. */
final class JsonReader {
  /** Objects and arrays within each other. */
  static final int MOST_DEPTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Keys that others choose would stay in the JVM's table of strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxNumberLength(400)
                  .build())
          .build();

  private final JsonParser json;

  private JsonReader(JsonParser json) {
    this.json = json;
  }

  static void read(String text, JsonObject into) {
    read(text, JsonToken.START_OBJECT, "an object", reader -> reader.fill(into));
  }

  static void read(String text, JsonArray into) {
    read(text, JsonToken.START_ARRAY, "an array", reader -> reader.fill(into));
  }

  private interface Filling {
    void by(JsonReader reader) throws IOException;
  }

  private static void read(String text, JsonToken start, String wanted, Filling filling) {
    if (text.isBlank()) {
      throw new JsonException("line 1: it is empty; expected " + wanted);
    }
    try (JsonParser json = FACTORY.createParser(text)) {
      if (json.nextToken() != start) {
        throw problem(json.currentTokenLocation(), "expected " + wanted);
      }
      filling.by(new JsonReader(json));
      if (json.nextToken() != null) {
        throw problem(json.currentTokenLocation(), "something follows " + wanted);
      }
    } catch (JsonProcessingException e) {
      throw new JsonException(message(e.getLocation(), inPlainWords(e)), e);
    } catch (IOException e) {
      throw new JsonException(String.valueOf(e.getMessage()), e); // A text in memory has none.
    }
  }

  private void fill(JsonObject object) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      if (object.containsKey(key)) {
        throw problem(json.currentTokenLocation(), "a key is there twice");
      }
      json.nextToken();
      var unused = object.put(key, value());
    }
  }

  private void fill(JsonArray array) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var unused = array.add(value());
    }
  }

  private @Nullable Object value() throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        JsonObject object = new JsonObject();
        fill(object);
        yield object;
      }
      case START_ARRAY -> {
        JsonArray array = new JsonArray();
        fill(array);
        yield array;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getNumberValue();
      case VALUE_NUMBER_FLOAT -> fraction();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private double fraction() throws IOException {
    double number = json.getDoubleValue();
    if (Double.isInfinite(number)) {
      throw problem(json.currentTokenLocation(), "a number is too large");
    }
    return number;
  }

  private static JsonException problem(JsonLocation at, String problem) {
    return new JsonException(message(at, problem));
  }

  private static String message(@Nullable JsonLocation at, String problem) {
    return at == null
        ? problem
        : "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), problem);
  }

  private static String inPlainWords(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "it ends in the middle";
    }
    if (e instanceof StreamConstraintsException) {
      return "it is nested too deep, or a text or number is too long";
    }
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not valid");
  }
}
