package org.tcmureclaim.recording.json;

import java.math.BigDecimal;
import java.util.Locale;

/** A JSON object or list (RFC 8259), in the order in which it is put together. */
public final class JsonText {
  private final char close;
  private final StringBuilder json;
  private boolean empty = true;

  private JsonText(char open, char close) {
    this.close = close;
    this.json = new StringBuilder().append(open);
  }

  public static JsonText object() {
    return new JsonText('{', '}');
  }

  public static JsonText list() {
    return new JsonText('[', ']');
  }

  public JsonText text(String key, String value) {
    return raw(key, quoted(value));
  }

  public JsonText number(String key, long value) {
    return raw(key, Long.toString(value));
  }

  /** A number that reads back as the same one, without an exponent. */
  public JsonText number(String key, double value) {
    return raw(key, new BigDecimal(Double.toString(value)).toPlainString());
  }

  /** A constant in lower case. */
  public JsonText word(String key, Enum<?> value) {
    return text(key, value.name().toLowerCase(Locale.ROOT));
  }

  public JsonText put(String key, JsonText value) {
    return raw(key, value.toString());
  }

  public JsonText item(JsonText value) {
    separate();
    json.append(value);
    return this;
  }

  /** The same with each key of the outermost object on a line of its own. */
  public String lines() {
    return json + "\n" + close + "\n";
  }

  @Override
  public String toString() {
    return json.toString() + close;
  }

  private JsonText raw(String key, String value) {
    separate();
    json.append(quoted(key)).append(": ").append(value);
    return this;
  }

  private void separate() {
    json.append(empty ? "\n" : ",\n");
    empty = false;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
