package org.tcmureclaim.recording.csv;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.tcmureclaim.host.text.HarmlessText;

/**
 * Text that fits into one field of strict CSV: commas, quotes, percent signs, plus signs, control
 * characters and those that turn text around are written as {@code %XX}, and nothing is ever
 * quoted.
 */
public final class SafeText {
  private SafeText() {}

  /** The text as it is written. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  /**
   * The text that was written.
   *
   * @throws IllegalArgumentException where a {@code %} is followed by something else than two
   *     digits
   */
  public static String parse(String safe) {
    return safe.indexOf('%') < 0
        ? safe
        : URLDecoder.decode(safe.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean isPlain(char c) {
    return c >= ' '
        && c != ','
        && c != '"'
        && c != '%'
        && c != '+'
        && (c < 0x7f || HarmlessText.isHarmless(c));
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        safe.append(c);
      } else {
        for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
          safe.append(String.format("%%%02X", b & 0xff));
        }
      }
    }
    return safe.toString();
  }
}
