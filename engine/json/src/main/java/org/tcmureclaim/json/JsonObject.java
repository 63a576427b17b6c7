package org.tcmureclaim.json;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: keys with values, in the order in which they were put.
 *
 * <p>A getter gives null where the key is missing or its value is null, and throws a {@link
 * ClassCastException} that names the key where the value is of another kind. Getters are
 * {@code @NullUnmarked}: callers who know that a key is there use the value as it is. A getter with
 * a fallback gives the fallback in place of null.
 *
 * <p>Not safe for use by several threads while one of them changes it.
 */
public final class JsonObject implements Iterable<Map.Entry<String, @Nullable Object>> {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  /** An empty object. */
  public JsonObject() {}

  /**
   * The object in a text.
   *
   * @throws JsonException where the text is not one JSON object and nothing else, has a key twice
   *     in one object, or is nested deeper than {@link JsonReader#MOST_DEPTH}
   */
  public JsonObject(String text) {
    JsonReader.read(text, this);
  }

  /**
   * Sets a key, in its old place where it was there already.
   *
   * @param value text, number, boolean, object, array or null
   * @throws IllegalArgumentException where it is something else
   */
  public JsonObject put(String key, @Nullable Object value) {
    values.put(key, JsonValue.stored(value));
    return this;
  }

  /** Sets all keys of another object; its objects and arrays are shared, not copied. */
  public JsonObject mergeIn(JsonObject other) {
    values.putAll(other.values);
    return this;
  }

  /** Removes a key, and gives what it had. */
  @NullUnmarked
  public Object remove(String key) {
    return values.remove(key);
  }

  /** The value: a {@link Long} for each whole number that fits, a {@link Double} for others. */
  @NullUnmarked
  public Object getValue(String key) {
    return values.get(key);
  }

  /** A text. */
  @NullUnmarked
  public String getString(String key) {
    return JsonValue.text(key, values.get(key));
  }

  /** A text; the fallback where there is none. */
  public String getString(String key, String fallback) {
    @Nullable String text = getString(key);
    return text == null ? fallback : text;
  }

  /** A number of any kind. */
  @NullUnmarked
  public Number getNumber(String key) {
    return JsonValue.number(key, values.get(key));
  }

  /** A whole number of 32 bits. */
  @NullUnmarked
  public Integer getInteger(String key) {
    return JsonValue.integer(key, values.get(key));
  }

  /** A whole number of 32 bits; the fallback where there is none. */
  public int getInteger(String key, int fallback) {
    @Nullable Integer number = getInteger(key);
    return number == null ? fallback : number;
  }

  /** A whole number of 64 bits. */
  @NullUnmarked
  public Long getLong(String key) {
    return JsonValue.wholeNumber(key, values.get(key));
  }

  /** A whole number of 64 bits; the fallback where there is none. */
  public long getLong(String key, long fallback) {
    @Nullable Long number = getLong(key);
    return number == null ? fallback : number;
  }

  /** A number, as the nearest {@code double}. */
  @NullUnmarked
  public Double getDouble(String key) {
    return JsonValue.fraction(key, values.get(key));
  }

  /** A number, as the nearest {@code double}; the fallback where there is none. */
  public double getDouble(String key, double fallback) {
    @Nullable Double number = getDouble(key);
    return number == null ? fallback : number;
  }

  /** A boolean. */
  @NullUnmarked
  public Boolean getBoolean(String key) {
    return JsonValue.flag(key, values.get(key));
  }

  /** A boolean; the fallback where there is none. */
  public boolean getBoolean(String key, boolean fallback) {
    @Nullable Boolean flag = getBoolean(key);
    return flag == null ? fallback : flag;
  }

  /** An object; changes to it are seen in this one. */
  @NullUnmarked
  public JsonObject getJsonObject(String key) {
    return JsonValue.object(key, values.get(key));
  }

  /** An object; the fallback where there is none. */
  public JsonObject getJsonObject(String key, JsonObject fallback) {
    @Nullable JsonObject object = getJsonObject(key);
    return object == null ? fallback : object;
  }

  /** An array; changes to it are seen in this object. */
  @NullUnmarked
  public JsonArray getJsonArray(String key) {
    return JsonValue.array(key, values.get(key));
  }

  /** An array; the fallback where there is none. */
  public JsonArray getJsonArray(String key, JsonArray fallback) {
    @Nullable JsonArray array = getJsonArray(key);
    return array == null ? fallback : array;
  }

  /** Whether there is such a key, be its value null. */
  public boolean containsKey(String key) {
    return values.containsKey(key);
  }

  /** The keys in their order; cannot be changed. */
  public Set<String> fieldNames() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** The number of keys. */
  public int size() {
    return values.size();
  }

  /** Whether there is no key. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Keys and values in their order; cannot be changed. */
  @Override
  public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
    return Collections.unmodifiableMap(values).entrySet().iterator();
  }

  /** The object as JSON on one line. */
  public String encode() {
    return JsonWriter.compact(this);
  }

  /** The object as JSON with a line for each key, indented by two blanks. */
  public String encodePrettily() {
    return JsonWriter.pretty(this);
  }

  /** {@link #encode()}. */
  @Override
  public String toString() {
    return encode();
  }

  /** Whether both have the same keys with equal values, in any order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject object && values.equals(object.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }
}
