package org.tcmureclaim.agent.state;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonException;
import org.tcmureclaim.json.JsonObject;

/** The values of an object in a file of state, each of the kind that is asked for. */
final class StateFields {
  private static final String WHAT_TO_DO =
      "; remove the file, or start the agent again, which writes it anew";

  private final Path file;
  private final String place;
  private final JsonObject json;

  private StateFields(Path file, String place, JsonObject json) {
    this.file = file;
    this.place = place;
    this.json = json;
  }

  /**
   * The object that is the whole file.
   *
   * @throws StateException where it is no JSON
   */
  static StateFields of(Path file, String text) {
    try {
      return new StateFields(file, "", new JsonObject(text));
    } catch (JsonException e) {
      throw StateException.unreadable(
          file + ": is no JSON object; it is empty, cut short or damaged" + WHAT_TO_DO);
    }
  }

  boolean has(String key) {
    return json.containsKey(key);
  }

  String text(String key) {
    return value(key, String.class, "a text");
  }

  boolean flag(String key) {
    return value(key, Boolean.class, "true or false");
  }

  /** A whole number of up to 64 bits. */
  long number(String key) {
    Number number = value(key, Number.class, "a whole number");
    if (!(number instanceof Long) && !(number instanceof Integer)) {
      throw wrong(key, "a whole number of up to 64 bits");
    }
    return number.longValue();
  }

  /** A number from 0 to what an {@code int} holds. */
  int count(String key) {
    long count = number(key);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw wrong(key, "a number from 0 to " + Integer.MAX_VALUE);
    }
    return (int) count;
  }

  double seconds(String key) {
    return value(key, Number.class, "a number").doubleValue();
  }

  Path path(String key) {
    try {
      return Path.of(text(key));
    } catch (InvalidPathException e) {
      throw wrong(key, "a path");
    }
  }

  <E extends Enum<E>> E constant(String key, Class<E> kind) {
    String word = text(key);
    for (E constant : kind.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    throw wrong(key, "a known word");
  }

  StateFields object(String key) {
    return new StateFields(file, path(key, ""), value(key, JsonObject.class, "an object"));
  }

  List<String> texts(String key) {
    return items(key, String.class, "a list of texts");
  }

  <T> List<T> objects(String key, Function<StateFields, T> each) {
    List<T> all = new ArrayList<>();
    for (JsonObject item : items(key, JsonObject.class, "a list of objects")) {
      all.add(each.apply(new StateFields(file, path(key, "[" + all.size() + "]"), item)));
    }
    return all;
  }

  private <T> List<T> items(String key, Class<T> kind, String words) {
    JsonArray list = value(key, JsonArray.class, words);
    List<T> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = list.getValue(i);
      if (!kind.isInstance(item)) {
        throw wrong(key, words);
      }
      all.add(kind.cast(item));
    }
    return all;
  }

  private <T> T value(String key, Class<T> kind, String words) {
    if (!has(key)) {
      throw StateException.unreadable(file + ": lacks " + path(key, "") + WHAT_TO_DO);
    }
    Object value = json.getValue(key);
    if (!kind.isInstance(value)) {
      throw wrong(key, words);
    }
    return kind.cast(value);
  }

  private StateException wrong(String key, String expected) {
    return StateException.unreadable(
        "%s: %s is not %s%s".formatted(file, path(key, ""), expected, WHAT_TO_DO));
  }

  private String path(String key, String index) {
    return (place.isEmpty() ? key : place + "." + key) + index;
  }
}
