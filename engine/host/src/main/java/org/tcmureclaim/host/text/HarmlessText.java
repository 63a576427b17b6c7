package org.tcmureclaim.host.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which characters may reach a terminal, and how the others are written. */
public final class HarmlessText {
  /** Colours, the cursor, and the screen of {@code top}. */
  private static final Pattern OWN = Pattern.compile("\u001b\\[[0-9;?]{0,8}[mHKJFhl]");

  private HarmlessText() {}

  /** The text as {@link HarmlessStream} writes it, line ends and tabs escaped too. */
  public static String ofOneLine(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isHarmless(c) && c != '\n' && c != '\t') {
                plain.appendCodePoint(c);
              } else {
                plain.append(escape(c));
              }
            });
    return plain.toString();
  }

  /** The text of several lines, in which sequences of our own are left: colours and the cursor. */
  public static String styled(String text) {
    StringBuilder harmless = new StringBuilder(text.length());
    Matcher own = OWN.matcher(text);
    int from = 0;
    while (own.find()) {
      add(text.substring(from, own.start()), harmless);
      harmless.append(own.group());
      from = own.end();
    }
    add(text.substring(from), harmless);
    return harmless.toString();
  }

  private static void add(String text, StringBuilder to) {
    text.codePoints()
        .forEach(
            c -> {
              if (isHarmless(c)) {
                to.appendCodePoint(c);
              } else {
                to.append(escape(c));
              }
            });
  }

  /** Whether a character may reach a terminal. */
  public static boolean isHarmless(int c) {
    return c == '\n' || c == '\t' || !(Character.isISOControl(c) || turnsText(c));
  }

  /** Marks, embeddings, overrides and isolates of direction; separators of lines. */
  private static boolean turnsText(int c) {
    return c == 0x061c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  static String escape(int c) {
    return String.format("\\u%04x", c);
  }
}
