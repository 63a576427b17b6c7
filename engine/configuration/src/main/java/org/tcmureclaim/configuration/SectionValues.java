package org.tcmureclaim.configuration;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;

/** The single values of a section, each read by its form. */
abstract class SectionValues {

  /** The value of the key; {@code fallback} where it is absent or was refused. */
  abstract <T> T read(String key, ValueForm<T> form, T fallback);

  /** The value of a key that must be there; some value of the form where it was refused. */
  abstract <T> T read(String key, ValueForm<T> form);

  /** A text that is not blank. */
  public final String text(String key) {
    return read(key, ValueForm.text());
  }

  public final String text(String key, String fallback) {
    return read(key, ValueForm.text(), fallback);
  }

  /** A whole number from {@code min} to {@code max}. */
  public final long wholeNumber(String key, long min, long max) {
    return read(key, ValueForm.wholeNumber(min, max));
  }

  public final long wholeNumber(String key, long min, long max, long fallback) {
    return read(key, ValueForm.wholeNumber(min, max), fallback);
  }

  /** A whole number from {@code min} to {@code max}, or {@code word}, which is empty. */
  public final OptionalLong wholeNumberOr(
      String key, String word, long min, long max, long fallback) {
    return read(key, ValueForm.wholeNumberOr(word, min, max), OptionalLong.of(fallback));
  }

  /** A number without a unit, such as {@code 0.5}, from {@code min} to {@code max}. */
  public final double number(String key, double min, double max, double fallback) {
    return read(key, ValueForm.number(min, max), fallback);
  }

  /** {@code true} or {@code false}. */
  public final boolean flag(String key, boolean fallback) {
    return read(key, ValueForm.flag(), fallback);
  }

  /** A size such as {@code 16MiB}, in bytes. */
  public final long sizeBytes(String key, long minBytes, long maxBytes) {
    return read(key, ValueForm.size(minBytes, maxBytes));
  }

  public final long sizeBytes(String key, long minBytes, long maxBytes, long fallbackBytes) {
    return read(key, ValueForm.size(minBytes, maxBytes), fallbackBytes);
  }

  /** A size such as {@code 16MiB}, in pages of 4 KiB, rounded up. */
  public final long pages(String key, long fallbackPages) {
    return read(key, ValueForm.pages(), fallbackPages);
  }

  /** A duration such as {@code 30s}, in nanoseconds. */
  public final long durationNanos(String key, long minNanos, long maxNanos) {
    return read(key, ValueForm.duration(minNanos, maxNanos));
  }

  public final long durationNanos(String key, long minNanos, long maxNanos, long fallbackNanos) {
    return read(key, ValueForm.duration(minNanos, maxNanos), fallbackNanos);
  }

  /** A size such as {@code 64MiB/s}, at least one page, in bytes each second. */
  public final long bytesPerSecond(String key, long fallback) {
    return read(key, ValueForm.sizePerSecond(), fallback);
  }

  /** A duration such as {@code 5ms/s}, at most a whole second, in nanoseconds each second. */
  public final long nanosPerSecond(String key, long fallback) {
    return read(key, ValueForm.durationPerSecond(), fallback);
  }

  /** A part of every day such as {@code 22:00-02:00}. */
  public final DaySpan daySpan(String key) {
    return read(key, ValueForm.daySpan());
  }

  /** A share such as {@code 35%}, as 0.35. */
  public final double share(String key, double fallback) {
    return read(key, ValueForm.share(), fallback);
  }

  /** A size such as {@code 512MiB} or a share such as {@code 2%}. */
  public final Amount amount(String key, Amount fallback) {
    return read(key, ValueForm.amount(), fallback);
  }

  /** An absolute path. */
  public final Path path(String key, Path fallback) {
    return read(key, ValueForm.absolutePath(), fallback);
  }

  /** One of the constants of an enumeration, written in lower case with {@code -} for {@code _}. */
  public final <E extends Enum<E>> E oneOf(String key, Class<E> values) {
    return read(key, ValueForm.oneOf(values));
  }

  public final <E extends Enum<E>> E oneOf(String key, Class<E> values, E fallback) {
    return read(key, ValueForm.oneOf(values), fallback);
  }

  /**
   * Some of the constants of an enumeration, written as for {@link #oneOf}: with commas between
   * them, or as a list.
   *
   * @param none the word for none of them
   */
  public final <E extends Enum<E>> Set<E> someOf(
      String key, Class<E> values, String none, Set<E> fallback) {
    return read(key, ValueForm.someOf(values, none), fallback);
  }
}
