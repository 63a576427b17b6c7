package org.tcmureclaim.host.text;

/**
 * Text from outside, such as a name or a line of a file, as messages, notices and tables show it:
 * with a question mark for what does not print. {@link HarmlessText} keeps what a character was.
 */
public final class PrintableText {
  private static final int MOST_QUOTED_CHARACTERS = 80;

  private PrintableText() {}

  /**
   * The text with a question mark for each control character other than a line feed, and for each
   * character that hides or turns others.
   */
  public static String of(String text) {
    if (text.codePoints().noneMatch(PrintableText::isHarmful)) {
      return text;
    }
    StringBuilder harmless = new StringBuilder(text.length());
    text.codePoints().map(c -> isHarmful(c) ? '?' : c).forEach(harmless::appendCodePoint);
    return harmless.toString();
  }

  /** The same with a question mark for line feeds too. */
  public static String oneLine(String text) {
    return of(text.indexOf('\n') < 0 ? text : text.replace('\n', '?'));
  }

  /** The text on one line, cut after 80 characters, as messages quote a file or an argument. */
  public static String quoted(String raw) {
    return raw.length() > MOST_QUOTED_CHARACTERS
        ? oneLine(raw.substring(0, MOST_QUOTED_CHARACTERS)) + "…"
        : oneLine(raw);
  }

  private static boolean isHarmful(int c) {
    if (c < 0x7f) {
      return c < ' ' && c != '\n';
    }
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
