package org.tcmureclaim.host;

/**
 * Text from outside, such as a name or a line of a file, made harmless for terminals and logs. The
 * messages of exceptions and notices go through here.
 */
public final class PrintableText {
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
