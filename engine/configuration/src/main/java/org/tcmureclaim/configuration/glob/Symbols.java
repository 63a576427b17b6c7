package org.tcmureclaim.configuration.glob;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * What kernel text consists of, one number each: a character by its code point, and a byte that is
 * no part of valid UTF-8, written {@code \xNN}, by a number from {@link #FIRST_BYTE} on.
 */
final class Symbols {
  /** Of the byte 0x80, the least that can be no UTF-8; bytes follow behind all code points. */
  static final int FIRST_BYTE = Character.MAX_CODE_POINT + 1;

  static final int LAST = FIRST_BYTE + 0x7F;

  private Symbols() {}

  /** Those of a text in which {@code \xNN} stands for that byte. */
  static int[] of(String text) {
    IntStream.Builder symbols = IntStream.builder();
    int at = 0;
    while (at < text.length()) {
      int end = endOfBytes(text, at);
      if (end > at) {
        Arrays.stream(bytes(text, at, end)).forEach(symbols);
        at = end;
      } else {
        int character = text.codePointAt(at);
        symbols.add(character);
        at += Character.charCount(character);
      }
    }
    return symbols.build().toArray();
  }

  /** Where the bytes written {@code \xNN} that begin at {@code from} end; there, if none do. */
  static int endOfBytes(String text, int from) {
    int at = from;
    while (isByte(text, at)) {
      at += 4;
    }
    return at;
  }

  private static boolean isByte(String text, int at) {
    return at + 3 < text.length()
        && text.charAt(at) == '\\'
        && text.charAt(at + 1) == 'x'
        && HexFormat.isHexDigit(text.charAt(at + 2))
        && HexFormat.isHexDigit(text.charAt(at + 3));
  }

  /** The symbols of bytes that are written so; together they may be characters. */
  static int[] bytes(String text, int from, int end) {
    ByteBuffer bytes = ByteBuffer.allocate((end - from) / 4);
    for (int at = from; at < end; at += 4) {
      bytes.put((byte) HexFormat.fromHexDigits(text, at + 2, at + 4));
    }
    bytes.flip();
    IntStream.Builder symbols = IntStream.builder();
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer characters = CharBuffer.allocate(bytes.remaining());
    while (true) {
      boolean broken = decoder.reset().decode(bytes, characters, true).isError();
      characters.flip().codePoints().forEach(symbols);
      characters.clear();
      if (!broken) {
        return symbols.build().toArray();
      }
      symbols.add(FIRST_BYTE + (bytes.get() & 0x7F));
    }
  }
}
