package org.tcmureclaim.configuration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form of one value: how it is read, written and described. Every key of a configuration is
 * read through one, so that messages, references and schemas tell the same of it.
 *
 * @param sample a value that is of the form, for a {@linkplain Section#blueprint blueprint}
 */
record ValueForm<T>(
    FormDescription description, Function<Scalar, T> parse, Function<T, String> format, T sample) {
  private static final long PAGE_BYTES = Pages.bytesOf(1);

  static ValueForm<String> text() {
    return new ValueForm<>(
        FormDescription.of(FormDescription.Kind.TEXT), Scalar::text, text -> text, "text");
  }

  static ValueForm<Long> wholeNumber(long min, long max) {
    return new ValueForm<>(
        FormDescription.of(
            FormDescription.Kind.WHOLE_NUMBER, Long.toString(min), Quantity.unlessEndless(max)),
        scalar -> scalar.wholeNumber(min, max),
        Object::toString,
        min);
  }

  /** A whole number, or {@code word}, which is empty. */
  static ValueForm<OptionalLong> wholeNumberOr(String word, long min, long max) {
    return new ValueForm<>(
        new FormDescription(
            FormDescription.Kind.WHOLE_NUMBER,
            Long.toString(min),
            Long.toString(max),
            List.of(word)),
        scalar -> scalar.wholeNumberOr(word, min, max),
        number -> number.isPresent() ? Long.toString(number.getAsLong()) : word,
        OptionalLong.of(min));
  }

  static ValueForm<Double> number(double min, double max) {
    return new ValueForm<>(
        FormDescription.of(FormDescription.Kind.NUMBER, ShareText.plain(min), ShareText.plain(max)),
        scalar -> scalar.number(min, max),
        ShareText::plain,
        min);
  }

  static ValueForm<Boolean> flag() {
    return new ValueForm<>(
        FormDescription.of(FormDescription.Kind.FLAG), Scalar::flag, Object::toString, false);
  }

  static ValueForm<Long> size(long minBytes, long maxBytes) {
    return quantity(FormDescription.Kind.SIZE, Quantity.SIZE, minBytes, maxBytes);
  }

  static ValueForm<Long> duration(long minNanos, long maxNanos) {
    return quantity(FormDescription.Kind.DURATION, Quantity.DURATION, minNanos, maxNanos);
  }

  static ValueForm<Long> sizePerSecond() {
    return quantity(
        FormDescription.Kind.SIZE_PER_SECOND, Quantity.SIZE_PER_SECOND, PAGE_BYTES, Long.MAX_VALUE);
  }

  static ValueForm<Long> durationPerSecond() {
    return quantity(
        FormDescription.Kind.DURATION_PER_SECOND,
        Quantity.DURATION_PER_SECOND,
        1_000,
        1_000_000_000);
  }

  private static ValueForm<Long> quantity(
      FormDescription.Kind kind, Quantity quantity, long min, long max) {
    String largest = max == Long.MAX_VALUE ? "" : quantity.format(max);
    return new ValueForm<>(
        FormDescription.of(kind, quantity.format(min), largest),
        scalar -> scalar.quantity(quantity, min, max),
        quantity::format,
        min);
  }

  static ValueForm<Long> pages() {
    ValueForm<Long> bytes = size(0, Long.MAX_VALUE);
    return new ValueForm<>(
        bytes.description,
        scalar -> Pages.ofBytes(bytes.parse.apply(scalar)),
        pages -> Quantity.SIZE.format(Pages.bytesOf(pages)),
        0L);
  }

  static ValueForm<Double> share() {
    return new ValueForm<>(
        FormDescription.of(FormDescription.Kind.SHARE, "0%", "100%"),
        Scalar::share,
        ShareText::format,
        0.5);
  }

  static ValueForm<Amount> amount() {
    return new ValueForm<>(
        FormDescription.of(FormDescription.Kind.AMOUNT),
        Scalar::amount,
        Amount::text,
        new Amount.Share(0.5));
  }

  static ValueForm<Path> absolutePath() {
    return new ValueForm<>(
        FormDescription.of(FormDescription.Kind.PATH),
        Scalar::absolutePath,
        Path::toString,
        Path.of("/"));
  }

  static ValueForm<DaySpan> daySpan() {
    return new ValueForm<>(
        FormDescription.of(FormDescription.Kind.DAY_SPAN),
        Scalar::daySpan,
        DaySpan::toString,
        new DaySpan(0, 60));
  }

  static <E extends Enum<E>> ValueForm<E> oneOf(Class<E> values) {
    E[] constants = values.getEnumConstants();
    List<String> words = Arrays.stream(constants).map(ValueForm::word).toList();
    return new ValueForm<>(
        new FormDescription(FormDescription.Kind.CHOICE, "", "", words),
        scalar -> scalar.oneOf(values),
        ValueForm::word,
        constants[0]);
  }

  /** Some of the constants, or {@code none}. */
  static <E extends Enum<E>> ValueForm<Set<E>> someOf(Class<E> values, String none) {
    List<String> words =
        Stream.concat(
                Arrays.stream(values.getEnumConstants()).map(ValueForm::word), Stream.of(none))
            .toList();
    return new ValueForm<>(
        new FormDescription(FormDescription.Kind.CHOICES, "", "", words),
        scalar -> scalar.someOf(values, none),
        some ->
            some.isEmpty()
                ? none
                : some.stream().sorted().map(ValueForm::word).collect(Collectors.joining(", ")),
        Set.of());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
