package org.tcmureclaim.command.schema;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.configuration.FormDescription;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** The schema of a single value. Quantities are texts with a unit, so their range is in words. */
final class ValueSchema {
  private static final String SIZE = "[0-9]+(B|KiB|MiB|GiB|TiB)";
  private static final String DURATION = "[0-9]+(us|ms|s|m|h)";
  private static final String SHARE = "[0-9]{1,9}(\\.[0-9]{1,9})?%";
  private static final String CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]";

  private ValueSchema() {}

  static JsonObject of(Reading reading, String meaning) {
    JsonObject schema = form(reading.form());
    List<String> words = new ArrayList<>();
    if (!meaning.isEmpty()) {
      words.add(meaning);
    }
    String range = range(reading.form());
    if (!range.isEmpty()) {
      words.add(capital(range) + ".");
    }
    String fallback = reading.fallback();
    if (fallback != null && !fallback.isEmpty()) {
      words.add("Default: " + fallback + ".");
    }
    return schema.put("description", String.join(" ", words));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The range in words; empty where there is none. */
  static String range(FormDescription form) {
    if (form.min().isEmpty()) {
      return "";
    }
    String range =
        form.max().isEmpty() ? form.min() + " or more" : form.min() + " to " + form.max();
    return form.words().isEmpty() ? range : range + ", or " + String.join(", ", form.words());
  }

  private static JsonObject form(FormDescription form) {
    return switch (form.kind()) {
      case TEXT -> type("string").put("minLength", 1);
      case FLAG -> type("boolean");
      case CHOICE -> new JsonObject().put("enum", new JsonArray(form.words()));
      case CHOICES -> choices(form.words());
      case WHOLE_NUMBER -> wholeNumber(form);
      case NUMBER ->
          type("number")
              .put("minimum", Double.parseDouble(form.min()))
              .put("maximum", Double.parseDouble(form.max()));
      case SIZE -> pattern(SIZE);
      case DURATION -> pattern(DURATION);
      case SIZE_PER_SECOND -> pattern(SIZE + "/s");
      case DURATION_PER_SECOND -> pattern(DURATION + "/s");
      case SHARE -> pattern(SHARE);
      case AMOUNT -> pattern("(" + SIZE + "|" + SHARE + ")");
      case PATH -> pattern("(/|~/).*");
      case DAY_SPAN -> pattern(CLOCK + "-" + CLOCK);
    };
  }

  /** Some of the words but the last, which stands for none. */
  private static JsonObject choices(List<String> words) {
    List<String> some = words.subList(0, words.size() - 1);
    String none = words.get(words.size() - 1);
    String one = "(" + String.join("|", some) + ")";
    JsonObject text = pattern("(" + none + "|" + one + "( *, *" + one + ")*)");
    JsonObject list = type("array").put("items", new JsonObject().put("enum", new JsonArray(some)));
    return new JsonObject().put("anyOf", new JsonArray().add(text).add(list));
  }

  private static JsonObject wholeNumber(FormDescription form) {
    JsonObject number = type("integer").put("minimum", Long.parseLong(form.min()));
    if (!form.max().isEmpty()) {
      number.put("maximum", Long.parseLong(form.max()));
    }
    return form.words().isEmpty()
        ? number
        : new JsonObject()
            .put(
                "anyOf",
                new JsonArray()
                    .add(number)
                    .add(new JsonObject().put("enum", new JsonArray(form.words()))));
  }

  private static JsonObject type(String type) {
    return new JsonObject().put("type", type);
  }

  private static JsonObject pattern(String pattern) {
    return type("string").put("pattern", "^" + pattern + "$");
  }
}
