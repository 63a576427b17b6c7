package org.tcmureclaim.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects and arrays. NaN and infinite numbers, which JSON has not, become the texts "NaN",
 * "Infinity" and "-Infinity".
 */
final class JsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final CharacterEscapes SURROGATES = new Surrogates();

  private final JsonGenerator json;

  private JsonWriter(JsonGenerator json) {
    this.json = json;
  }

  static String compact(Object tree) {
    return text(tree, false);
  }

  static String pretty(Object tree) {
    return text(tree, true);
  }

  private static String text(Object tree, boolean pretty) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      if (pretty) {
        json.setPrettyPrinter(new DefaultPrettyPrinter());
      }
      new JsonWriter(json).value(tree);
    } catch (IOException e) {
      throw new JsonException("cannot be written: " + e.getMessage(), e); // Nested too deep.
    }
    return text.toString();
  }

  private void value(@Nullable Object value) throws IOException {
    if (value instanceof String text) {
      escape(text);
      json.writeString(text);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof JsonObject object) {
      write(object);
    } else if (value instanceof JsonArray array) {
      write(array);
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else {
      json.writeNull();
    }
  }

  private void write(JsonObject object) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, @Nullable Object> entry : object) {
      escape(entry.getKey());
      json.writeFieldName(entry.getKey());
      value(entry.getValue());
    }
    json.writeEndObject();
  }

  private void write(JsonArray array) throws IOException {
    json.writeStartArray();
    for (Object value : array) {
      value(value);
    }
    json.writeEndArray();
  }

  /**
   * Half a pair of surrogates has no bytes in UTF-8; as an escape it is valid, and the same when it
   * is read.
   */
  private void escape(String text) {
    json.setCharacterEscapes(isWellFormed(text) ? null : SURROGATES);
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int codePoint = text.codePointAt(i);
        if (!Character.isSupplementaryCodePoint(codePoint)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Escapes what JSON asks for, and all surrogates. */
  private static final class Surrogates extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      return CharacterEscapes.standardAsciiEscapesForJSON();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
      return Character.isSurrogate((char) ch)
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04X", ch))
          : null;
    }
  }
}
