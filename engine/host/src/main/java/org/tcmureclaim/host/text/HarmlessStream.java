package org.tcmureclaim.host.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lets UTF-8 text through to where people read it, with what could steer a terminal or turn a line
 * around written as {@code \}{@code u001b}: control characters but the end of a line and the tab,
 * and what changes the direction of text. In a string of JSON that is the same string.
 */
public final class HarmlessStream extends OutputStream {
  private final OutputStream out;
  private final ByteArrayOutputStream ready = new ByteArrayOutputStream();

  /** The bytes of a character that is not complete yet. */
  private final byte[] begun = new byte[4];

  private int have;
  private int need;

  public HarmlessStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** In one write to what is below. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int from = offset;
    ready.reset();
    for (int i = offset; i < end; i++) {
      if (have > 0 || !isPlain(bytes[i])) {
        ready.write(bytes, from, i - from);
        take(bytes[i]);
        from = i + 1;
      }
    }
    if (from == offset) {
      out.write(bytes, offset, length);
    } else {
      ready.write(bytes, from, end - from);
      ready.writeTo(out);
    }
  }

  private static boolean isPlain(byte b) {
    return (b >= ' ' && b != 0x7f) || b == '\n' || b == '\t';
  }

  private void take(byte b) {
    boolean continues = (b & 0xc0) == 0x80;
    if (have > 0 && !continues) {
      // The character before was cut off; this byte begins another.
      writeBegun();
    }
    if (have == 0 && isPlain(b)) {
      ready.write(b);
      return;
    }
    if (have == 0) {
      need = lengthOf(b);
    }
    begun[have++] = b;
    if (have == need) {
      writeBegun();
    }
  }

  /** Bytes of the character that this one begins; 1 also where it begins none. */
  private static int lengthOf(byte first) {
    int b = first & 0xff;
    if (b >= 0xc2 && b < 0xe0) {
      return 2;
    }
    if (b >= 0xe0 && b < 0xf0) {
      return 3;
    }
    return b >= 0xf0 && b < 0xf5 ? 4 : 1;
  }

  private void writeBegun() {
    int codePoint =
        have == 1
            ? begun[0] & 0xff
            : new String(begun, 0, have, StandardCharsets.UTF_8).codePointAt(0);
    if (HarmlessText.isHarmless(codePoint)) {
      ready.write(begun, 0, have);
    } else {
      ready.writeBytes(HarmlessText.escape(codePoint).getBytes(StandardCharsets.US_ASCII));
    }
    have = 0;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (have > 0) {
      ready.reset();
      writeBegun();
      ready.writeTo(out);
    }
    out.close();
  }
}
