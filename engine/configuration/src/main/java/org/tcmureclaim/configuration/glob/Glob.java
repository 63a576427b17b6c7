package org.tcmureclaim.configuration.glob;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for what names and describes a device: {@code *} stands for any characters (a slash
 * too), {@code ?} for exactly one, {@code [a-z]} for one of these and {@code [!a-z]} for any other,
 * <code>{a,b}</code> for either, {@code \xNN} for that byte, and everything else for itself. Bytes
 * that together are UTF-8 stand for their characters. A backslash means nothing else.
 *
 * <p>Two are equal if they are written alike and of one kind.
 */
public final class Glob {
  /** The most characters of a pattern, so that comparing two stays cheap. */
  public static final int MOST_CHARACTERS = 1024;

  /** The most characters of the beginning of a text. */
  public static final int MOST_CHARACTERS_OF_PREFIX = 4096;

  private static final String WILDCARDS = "*?[{";

  private final String pattern;
  private final boolean prefix;
  private final int[] beginning;
  private final Rest rest;

  /** Null where the beginning says it all: most patterns are of that kind, and there are many. */
  private final @Nullable Automaton automaton;

  /** What may follow the beginning. */
  private enum Rest {
    NOTHING,
    ANYTHING,
    MORE
  }

  private Glob(String pattern, boolean prefix, PatternItem item) {
    this.pattern = pattern;
    this.prefix = prefix;
    Automaton whole = Automaton.of(item);
    this.beginning = whole.literalBeginning();
    this.rest =
        whole.isOnly(beginning)
            ? Rest.NOTHING
            : whole.isAnythingAfter(beginning) ? Rest.ANYTHING : Rest.MORE;
    this.automaton = rest == Rest.MORE ? whole : null;
  }

  /** A pattern for a whole text. */
  public static Glob of(String pattern) throws GlobException {
    refuseLongerThan(MOST_CHARACTERS, pattern);
    return new Glob(pattern, false, GlobParser.parse(pattern));
  }

  /** A text without a wildcard is how others begin; one with a wildcard is a pattern. */
  public static Glob prefixOrPattern(String text) throws GlobException {
    if (hasWildcard(text)) {
      return of(text);
    }
    refuseLongerThan(MOST_CHARACTERS_OF_PREFIX, text);
    return new Glob(text, true, anythingAfter(text));
  }

  private static PatternItem anythingAfter(String text) throws GlobException {
    return new PatternItem.Sequence(List.of(GlobParser.literal(text), PatternItem.STAR));
  }

  /** Whether the text has one of the characters that make it a pattern. */
  public static boolean hasWildcard(String text) {
    return text.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
  }

  private static void refuseLongerThan(int most, String text) throws GlobException {
    if (text.length() > most) {
      throw new GlobException("is longer than " + most + " characters");
    }
  }

  /** As it is written. */
  public String pattern() {
    return pattern;
  }

  /**
   * Whether the whole text is of this form.
   *
   * @param text as the kernel has it, with bytes that are not UTF-8 as {@code \xNN}
   */
  public boolean matches(String text) {
    int[] symbols = Symbols.of(text);
    return switch (rest) {
      case NOTHING -> Arrays.equals(symbols, beginning);
      case ANYTHING -> beginsWithBeginning(symbols);
      case MORE -> beginsWithBeginning(symbols) && automaton().accepts(symbols);
    };
  }

  private boolean beginsWithBeginning(int[] symbols) {
    int length = beginning.length;
    return symbols.length >= length && Arrays.equals(symbols, 0, length, beginning, 0, length);
  }

  /** The symbols that every text of this form begins with. */
  int[] beginning() {
    return beginning;
  }

  PatternItem item() {
    try {
      return prefix ? anythingAfter(pattern) : GlobParser.parse(pattern);
    } catch (GlobException e) {
      throw new IllegalStateException("was parsed before: " + pattern, e);
    }
  }

  /** Made for each call unless it is needed to match. */
  Automaton automaton() {
    return automaton == null ? Automaton.of(item()) : automaton;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob that && pattern.equals(that.pattern) && prefix == that.prefix;
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
