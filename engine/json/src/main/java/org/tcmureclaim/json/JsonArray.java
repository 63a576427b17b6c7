package org.tcmureclaim.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array. Its getters are those of {@link JsonObject}, with positions in place of keys; a
 * position that the array has not is an {@link IndexOutOfBoundsException}.
 */
public final class JsonArray implements Iterable<@Nullable Object> {
  private final List<@Nullable Object> values;

  /** An empty array. */
  public JsonArray() {
    values = new ArrayList<>();
  }

  /**
   * An array with the values of a list, which are copied.
   *
   * @throws IllegalArgumentException where one is no value of JSON
   */
  public JsonArray(List<? extends @Nullable Object> list) {
    values = new ArrayList<>(list.size());
    list.forEach(this::add);
  }

  /**
   * The array in a text.
   *
   * @throws JsonException where the text is not one JSON array and nothing else, has a key twice in
   *     one object, or is nested deeper than {@link JsonReader#MOST_DEPTH}
   */
  public JsonArray(String text) {
    this();
    JsonReader.read(text, this);
  }

  /**
   * Appends a value.
   *
   * @param value text, number, boolean, object, array or null
   * @throws IllegalArgumentException where it is something else
   */
  public JsonArray add(@Nullable Object value) {
    values.add(JsonValue.stored(value));
    return this;
  }

  /** Appends all values of another array; its objects and arrays are shared, not copied. */
  public JsonArray addAll(JsonArray other) {
    values.addAll(other.values);
    return this;
  }

  /** The value: a {@link Long} for each whole number that fits, a {@link Double} for others. */
  @NullUnmarked
  public Object getValue(int position) {
    return values.get(position);
  }

  /** A text. */
  @NullUnmarked
  public String getString(int position) {
    return JsonValue.text(position, values.get(position));
  }

  /** A number of any kind. */
  @NullUnmarked
  public Number getNumber(int position) {
    return JsonValue.number(position, values.get(position));
  }

  /** A whole number of 32 bits. */
  @NullUnmarked
  public Integer getInteger(int position) {
    return JsonValue.integer(position, values.get(position));
  }

  /** A whole number of 64 bits. */
  @NullUnmarked
  public Long getLong(int position) {
    return JsonValue.wholeNumber(position, values.get(position));
  }

  /** A number, as the nearest {@code double}. */
  @NullUnmarked
  public Double getDouble(int position) {
    return JsonValue.fraction(position, values.get(position));
  }

  /** A boolean. */
  @NullUnmarked
  public Boolean getBoolean(int position) {
    return JsonValue.flag(position, values.get(position));
  }

  /** An object; changes to it are seen in this array. */
  @NullUnmarked
  public JsonObject getJsonObject(int position) {
    return JsonValue.object(position, values.get(position));
  }

  /** An array; changes to it are seen in this one. */
  @NullUnmarked
  public JsonArray getJsonArray(int position) {
    return JsonValue.array(position, values.get(position));
  }

  /** Whether a value is equal to this one; whole numbers are found as {@code int} and as long. */
  public boolean contains(@Nullable Object value) {
    return values.contains(JsonValue.stored(value));
  }

  /** The number of values. */
  public int size() {
    return values.size();
  }

  /** Whether there is no value. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The values in their order. */
  public Stream<@Nullable Object> stream() {
    return values.stream();
  }

  /** The values in their order; cannot be changed. */
  @Override
  public Iterator<@Nullable Object> iterator() {
    return Collections.unmodifiableList(values).iterator();
  }

  /** The array as JSON on one line. */
  public String encode() {
    return JsonWriter.compact(this);
  }

  /** The array as JSON with a line for each key of its objects, indented by two blanks. */
  public String encodePrettily() {
    return JsonWriter.pretty(this);
  }

  /** {@link #encode()}. */
  @Override
  public String toString() {
    return encode();
  }

  /** Whether both have equal values in the same order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonArray array && values.equals(array.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }
}
