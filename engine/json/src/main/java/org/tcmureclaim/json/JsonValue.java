package org.tcmureclaim.json;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of values. A whole number is kept as a {@link Long} where it fits and else as a {@link
 * BigInteger}; any other as a {@link Double}. So equal numbers are equal objects.
 *
 * <p>Getters take the place of the value (key or position) for their message.
 */
final class JsonValue {
  /** 2^63: the first {@code double} above all {@code long}. */
  private static final double LONG_END = 0x1p63;

  private JsonValue() {}

  /** The value as objects and arrays keep it. */
  static @Nullable Object stored(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Double
        || value instanceof JsonObject
        || value instanceof JsonArray) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger number) {
      return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }
    throw new IllegalArgumentException("no value of JSON: " + value.getClass().getName());
  }

  static @Nullable String text(Object place, @Nullable Object value) {
    return as(String.class, "a text", place, value);
  }

  static @Nullable Number number(Object place, @Nullable Object value) {
    return as(Number.class, "a number", place, value);
  }

  static @Nullable Integer integer(Object place, @Nullable Object value) {
    @Nullable Long number = wholeNumber(place, value);
    if (number != null && number != number.intValue()) {
      throw refusal(place, number, "a whole number of 32 bits");
    }
    return number == null ? null : (Integer) number.intValue();
  }

  static @Nullable Long wholeNumber(Object place, @Nullable Object value) {
    // Others write 1.0 and 1e9 for whole numbers.
    if (value instanceof Double number
        && number == Math.rint(number)
        && number >= -LONG_END
        && number < LONG_END) {
      return number.longValue();
    }
    return as(Long.class, "a whole number of 64 bits", place, value);
  }

  static @Nullable Double fraction(Object place, @Nullable Object value) {
    @Nullable Number number = number(place, value);
    return number == null ? null : (Double) number.doubleValue();
  }

  static @Nullable Boolean flag(Object place, @Nullable Object value) {
    return as(Boolean.class, "true or false", place, value);
  }

  static @Nullable JsonObject object(Object place, @Nullable Object value) {
    return as(JsonObject.class, "an object", place, value);
  }

  static @Nullable JsonArray array(Object place, @Nullable Object value) {
    return as(JsonArray.class, "an array", place, value);
  }

  private static <T> @Nullable T as(
      Class<T> kind, String wanted, Object place, @Nullable Object value) {
    if (value == null || kind.isInstance(value)) {
      return kind.cast(value);
    }
    throw refusal(place, value, wanted);
  }

  private static ClassCastException refusal(Object place, Object value, String wanted) {
    return new ClassCastException(
        (place instanceof Integer ? "item " + place : "\"" + place + "\"")
            + " is "
            + kind(value)
            + ", not "
            + wanted);
  }

  private static String kind(Object value) {
    if (value instanceof String) {
      return "a text";
    }
    if (value instanceof JsonObject) {
      return "an object";
    }
    return value instanceof JsonArray ? "an array" : value.toString();
  }
}
