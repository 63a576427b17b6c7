package org.tcmureclaim.configuration.glob;

import java.util.ArrayList;
import java.util.List;

/** Reads a glob from left to right. */
final class GlobParser {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;
  private int depth;

  private GlobParser(String text) {
    this.text = text;
  }

  static PatternItem parse(String text) throws GlobException {
    GlobParser parser = new GlobParser(text);
    return parser.sequence();
  }

  /** Every symbol for itself. */
  static PatternItem literal(String text) throws GlobException {
    List<PatternItem> items = new ArrayList<>();
    for (int at = 0; at < text.length(); at++) {
      int end = Symbols.endOfBytes(text, at);
      refuseBackslash(text, end);
      at = Math.max(at, end - 1);
    }
    for (int symbol : Symbols.of(text)) {
      items.add(new PatternItem.One(SymbolSet.of(symbol)));
    }
    return new PatternItem.Sequence(items);
  }

  private PatternItem sequence() throws GlobException {
    List<PatternItem> items = new ArrayList<>();
    while (at < text.length() && !(depth > 0 && isOneOf(",}"))) {
      char next = text.charAt(at);
      if (next == '*') {
        at++;
        if (items.isEmpty() || items.get(items.size() - 1) != PatternItem.STAR) {
          items.add(PatternItem.STAR);
        }
      } else if (next == '?') {
        at++;
        items.add(new PatternItem.One(SymbolSet.ANY));
      } else if (next == '[') {
        items.add(new PatternItem.One(symbolClass()));
      } else if (next == '{') {
        items.add(choice());
      } else {
        for (int symbol : literals()) {
          items.add(new PatternItem.One(SymbolSet.of(symbol)));
        }
      }
    }
    return new PatternItem.Sequence(items);
  }

  private boolean isOneOf(String characters) {
    return characters.indexOf(text.charAt(at)) >= 0;
  }

  /** The character here, or all bytes written {@code \xNN} that begin here. */
  private int[] literals() throws GlobException {
    int end = Symbols.endOfBytes(text, at);
    if (end > at) {
      int[] symbols = Symbols.bytes(text, at, end);
      at = end;
      return symbols;
    }
    refuseBackslash(text, at);
    int character = text.codePointAt(at);
    at += Character.charCount(character);
    return new int[] {character};
  }

  private static void refuseBackslash(String text, int at) throws GlobException {
    if (at < text.length() && text.charAt(at) == '\\') {
      throw new GlobException(
          "a backslash only begins a byte such as \\xFC; write \\x5C for a backslash");
    }
  }

  private PatternItem choice() throws GlobException {
    int begin = at;
    if (++depth > DEEPEST) {
      throw new GlobException("braces are nested deeper than " + DEEPEST + " levels");
    }
    List<PatternItem> parts = new ArrayList<>();
    do {
      at++;
      parts.add(sequence());
    } while (at < text.length() && text.charAt(at) == ',');
    depth--;
    if (at == text.length() || parts.size() == 1) {
      throw new GlobException(
          "the '{' at character "
              + (begin + 1)
              + " begins no choice such as {a,b}; write [{] for the character");
    }
    at++;
    return new PatternItem.Choice(parts);
  }

  private SymbolSet symbolClass() throws GlobException {
    int begin = at++;
    boolean negated = at < text.length() && isOneOf("!^");
    if (negated) {
      at++;
    }
    List<int[]> ranges = new ArrayList<>();
    boolean first = true;
    while (at < text.length() && (first || text.charAt(at) != ']')) {
      first = false;
      addRanges(ranges);
    }
    if (at == text.length()) {
      throw new GlobException(
          "the '[' at character "
              + (begin + 1)
              + " begins no class such as [0-9]; write [[] for the character");
    }
    at++;
    SymbolSet symbols = SymbolSet.ofAll(ranges);
    return negated ? symbols.complement() : symbols;
  }

  private void addRanges(List<int[]> ranges) throws GlobException {
    int[] symbols = literals();
    for (int i = 0; i < symbols.length - 1; i++) {
      ranges.add(new int[] {symbols[i], symbols[i]});
    }
    int from = symbols[symbols.length - 1];
    boolean isRange =
        at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
    if (!isRange) {
      ranges.add(new int[] {from, from});
      return;
    }
    at++;
    int[] upper = literals();
    int to = upper[0];
    if (to < from || (from < Symbols.FIRST_BYTE) != (to < Symbols.FIRST_BYTE)) {
      throw new GlobException("a class has a range that ends before it begins");
    }
    ranges.add(new int[] {from, to});
    for (int i = 1; i < upper.length; i++) {
      ranges.add(new int[] {upper[i], upper[i]});
    }
  }
}
