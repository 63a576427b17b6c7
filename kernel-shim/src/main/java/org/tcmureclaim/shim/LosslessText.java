package org.tcmureclaim.shim;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The one way in which bytes of the kernel become text. Names and attributes of LUNs may hold any
 * byte. What is valid UTF-8 stays as it is, every other byte becomes {@code \xNN} with upper-case
 * digits, and a backslash that stands before {@code xNN} becomes {@code \x5C}. So nothing is lost,
 * and two that differ in one byte differ in their text.
 */
public final class LosslessText {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String BACKSLASH = "\\x5C";

  private LosslessText() {}

  /** The text of all bytes. */
  public static String of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** The text of the bytes from {@code from} to before {@code to}; the locale plays no part. */
  public static String of(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer decoded = CharBuffer.allocate(to - from);
    while (true) {
      CoderResult result = decoder.reset().decode(rest, decoded, true);
      appendValid(decoded.flip(), text);
      decoded.clear();
      if (!result.isError()) {
        return text.toString();
      }
      text.append("\\x").append(HEX.toHexDigits(rest.get()));
    }
  }

  private static void appendValid(CharSequence valid, StringBuilder text) {
    for (int i = 0; i < valid.length(); i++) {
      if (looksEscaped(valid, i)) {
        text.append(BACKSLASH);
      } else {
        text.append(valid.charAt(i));
      }
    }
  }

  private static boolean looksEscaped(CharSequence text, int at) {
    return at + 3 < text.length()
        && text.charAt(at) == '\\'
        && text.charAt(at + 1) == 'x'
        && HexFormat.isHexDigit(text.charAt(at + 2))
        && HexFormat.isHexDigit(text.charAt(at + 3));
  }
}
