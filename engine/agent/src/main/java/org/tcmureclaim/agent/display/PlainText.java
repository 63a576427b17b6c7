package org.tcmureclaim.agent.display;

/** Text from elsewhere (names of devices, messages), made harmless for a terminal or a line. */
public final class PlainText {
  private PlainText() {}

  /** With every control character replaced, so that a name cannot steer a terminal. */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** Filled up with blanks, or cut with a {@code ~} at the end, to exactly {@code width}. */
  public static String fit(String text, int width) {
    String plain = clip(text, width);
    return plain + " ".repeat(width - plain.length());
  }

  /** Cut with a {@code ~} at the end to at most {@code width}. */
  public static String clip(String text, int width) {
    String plain = of(text);
    return plain.length() <= width ? plain : plain.substring(0, width - 1) + "~";
  }
}
