package org.tcmureclaim.replay.text;

import org.tcmureclaim.host.PrintableText;

/** Text from a file or a command line as messages quote it: on one line, harmless and short. */
public final class Printable {
  private static final int MOST_CHARACTERS = 80;

  private Printable() {}

  /** The text, with a question mark for what does not print, cut after 80 characters. */
  public static String text(String raw) {
    String start = raw.length() > MOST_CHARACTERS ? raw.substring(0, MOST_CHARACTERS) : raw;
    String text = PrintableText.of(start.replace('\n', '?'));
    return raw.length() > MOST_CHARACTERS ? text + "…" : text;
  }
}
