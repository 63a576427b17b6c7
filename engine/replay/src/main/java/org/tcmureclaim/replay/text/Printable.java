package org.tcmureclaim.replay.text;

/** Text from a file or a command line as messages quote it: on one line, harmless and short. */
public final class Printable {
  private static final int MOST_CHARACTERS = 80;

  private Printable() {}

  /** The text, with a question mark for what does not print, cut after 80 characters. */
  public static String text(String raw) {
    String start = raw.length() > MOST_CHARACTERS ? raw.substring(0, MOST_CHARACTERS) : raw;
    StringBuilder text = new StringBuilder(start.length() + 1);
    start
        .codePoints()
        .map(c -> Character.isISOControl(c) || isInvisible(Character.getType(c)) ? '?' : c)
        .forEach(text::appendCodePoint);
    return raw.length() > MOST_CHARACTERS ? text.append('…').toString() : text.toString();
  }

  private static boolean isInvisible(int type) {
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
