package org.tcmureclaim.configuration;

import java.util.List;

/**
 * What a value may be, in words for references and schemas.
 *
 * @param min the least, as it would be written; empty where there is none
 * @param max the most, as it would be written; empty where there is none
 * @param words what may be given instead of a number, or the only choices there are
 */
public record FormDescription(Kind kind, String min, String max, List<String> words) {

  /** The kinds of values. */
  public enum Kind {
    TEXT,
    WHOLE_NUMBER,
    NUMBER,
    FLAG,
    SIZE,
    DURATION,
    SIZE_PER_SECOND,
    DURATION_PER_SECOND,
    SHARE,
    AMOUNT,
    PATH,
    DAY_SPAN,
    CHOICE,
    /** Some of the words; the last one alone stands for none of the others. */
    CHOICES
  }

  public FormDescription {
    words = List.copyOf(words);
  }

  static FormDescription of(Kind kind) {
    return of(kind, "", "");
  }

  static FormDescription of(Kind kind, String min, String max) {
    return new FormDescription(kind, min, max, List.of());
  }
}
