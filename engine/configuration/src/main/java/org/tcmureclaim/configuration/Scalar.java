package org.tcmureclaim.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One value of a configuration file, and how to refuse it. */
record Scalar(String text, Function<String, ConfigurationException> refusal) {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");

  static Scalar of(Node node, Function<String, ConfigurationException> refusal) {
    if (!(node instanceof ScalarNode scalar)) {
      throw refusal.apply("expected a single value, got " + describe(node));
    }
    if (scalar.getValue().isBlank()) {
      throw refusal.apply("has no value");
    }
    return new Scalar(scalar.getValue(), refusal);
  }

  /** The same, where a list of single values stands for one with commas between them. */
  static Scalar ofList(Node node, Function<String, ConfigurationException> refusal) {
    if (!(node instanceof SequenceNode list)) {
      return of(node, refusal);
    }
    return new Scalar(
        list.getValue().stream()
            .map(item -> of(item, refusal).text())
            .collect(Collectors.joining(", ")),
        refusal);
  }

  static String describe(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().isBlank() ? "nothing" : "'" + scalar.getValue() + "'";
    }
    return node instanceof SequenceNode ? "a list" : "'key: value' lines";
  }

  long wholeNumber(long min, long max) {
    if (!WHOLE.matcher(text).matches()) {
      throw refusal.apply("expected a whole number, got '" + text + "'");
    }
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // More digits than a long holds: outside every range.
    }
    throw refusal.apply(outside(Long.toString(min), Long.toString(max)));
  }

  OptionalLong wholeNumberOr(String word, long min, long max) {
    if (text.equals(word)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(wholeNumber(min, max));
    } catch (ConfigurationException e) {
      throw refusal.apply(
          "expected "
              + (word + " or a whole number from " + min + " to " + max)
              + (", got '" + text + "'"));
    }
  }

  DaySpan daySpan() {
    try {
      return DaySpan.parse(text);
    } catch (MalformedTextException e) {
      throw refusal.apply(e.problem());
    }
  }

  double number(double min, double max) {
    if (!NUMBER.matcher(text).matches()) {
      throw refusal.apply("expected a number such as 0.5, got '" + text + "'");
    }
    double number = Double.parseDouble(text);
    if (number < min || number > max) {
      throw refusal.apply(outside(Double.toString(min), Double.toString(max)));
    }
    return number;
  }

  boolean flag() {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refusal.apply("expected true or false, got '" + text + "'");
    };
  }

  long quantity(Quantity quantity, long min, long max) {
    try {
      long amount = quantity.parse(text);
      if (amount >= min && amount <= max) {
        return amount;
      }
    } catch (MalformedTextException e) {
      throw refusal.apply(e.problem());
    }
    throw refusal.apply(
        max == Long.MAX_VALUE
            ? "must be at least " + quantity.format(min) + ", got '" + text + "'"
            : outside(quantity.format(min), quantity.format(max)));
  }

  double share() {
    try {
      return ShareText.parse(text);
    } catch (MalformedTextException e) {
      throw refusal.apply(e.problem());
    }
  }

  Amount amount() {
    try {
      return ShareText.looksLikeShare(text)
          ? new Amount.Share(ShareText.parse(text))
          : new Amount.Size(Quantity.SIZE.parse(text));
    } catch (MalformedTextException e) {
      throw refusal.apply(e.problem());
    }
  }

  /** A leading {@code ~} stands for the home of the user. */
  Path absolutePath() {
    if (text.startsWith("~/") && text.indexOf(0) < 0) {
      return Path.of(System.getProperty("user.home"), text.substring(2));
    }
    if (!text.startsWith("/") || text.indexOf(0) >= 0) {
      throw refusal.apply("expected an absolute path, got '" + text.replace('\0', '?') + "'");
    }
    return Path.of(text);
  }

  <E extends Enum<E>> E oneOf(Class<E> values) {
    List<String> names = new ArrayList<>();
    for (E value : values.getEnumConstants()) {
      String name = ValueForm.word(value);
      if (name.equals(text)) {
        return value;
      }
      names.add(name);
    }
    throw refusal.apply(
        "expected one of "
            + String.join(", ", names)
            + "; got '"
            + text
            + "'"
            + NearMiss.hint(text, names));
  }

  /** An empty list is none too. */
  <E extends Enum<E>> Set<E> someOf(Class<E> values, String none) {
    Set<E> some = EnumSet.noneOf(values);
    if (text.isEmpty() || text.strip().equals(none)) {
      return some;
    }
    for (String word : text.split(",", -1)) {
      some.add(new Scalar(word.strip(), p -> notSome(values, none, word.strip())).oneOf(values));
    }
    return some;
  }

  private <E extends Enum<E>> ConfigurationException notSome(
      Class<E> values, String none, String word) {
    List<String> names = Arrays.stream(values.getEnumConstants()).map(ValueForm::word).toList();
    return refusal.apply(
        "expected some of %s, or %s alone; got '%s'%s"
            .formatted(String.join(", ", names), none, word, NearMiss.hint(word, names)));
  }

  private String outside(String min, String max) {
    return "must be from " + min + " to " + max + ", got '" + text + "'";
  }
}
