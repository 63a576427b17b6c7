package org.tcmureclaim.replay.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/** A JSON object on one line (RFC 8259), key by key. */
public final class JsonObject {
  private final StringBuilder json = new StringBuilder("{");

  /** Adds a string. */
  public JsonObject text(String key, String value) {
    return raw(key, quoted(value));
  }

  /** Adds a whole number. */
  public JsonObject whole(String key, long value) {
    return raw(key, Long.toString(value));
  }

  /**
   * Adds a number with six decimals, rounded from the exact value: the digits that Formatter starts
   * from are not the same on every JDK.
   */
  public JsonObject decimal(String key, double value) {
    return raw(key, new BigDecimal(value).setScale(6, RoundingMode.HALF_UP).toPlainString());
  }

  /** Adds such a number, or null where there is none. */
  public JsonObject decimal(String key, OptionalDouble value) {
    return value.isPresent() ? decimal(key, value.getAsDouble()) : raw(key, "null");
  }

  /** Adds a value that is JSON already. */
  public JsonObject raw(String key, String value) {
    json.append(json.length() == 1 ? "" : ", ").append(quoted(key)).append(": ").append(value);
    return this;
  }

  @Override
  public String toString() {
    return json + "}";
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
