package org.tcmureclaim.agent.display;

import org.tcmureclaim.host.text.PrintableText;

/** Text from elsewhere (names of devices, messages), made harmless and fitted into a width. */
public final class FittedText {
  private FittedText() {}

  /** Filled up with blanks, or cut with a {@code ~} at the end, to exactly {@code width}. */
  public static String fit(String text, int width) {
    String plain = clip(text, width);
    return plain + " ".repeat(width - plain.length());
  }

  /** Cut with a {@code ~} at the end to at most {@code width}. */
  public static String clip(String text, int width) {
    String plain = PrintableText.oneLine(text);
    return plain.length() <= width ? plain : plain.substring(0, width - 1) + "~";
  }
}
