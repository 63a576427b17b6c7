package org.tcmureclaim.replay.packing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** UTF-16 as UTF-8. What is no character becomes a question mark. */
final class Utf16Stream extends InputStream {
  private static final int CAPACITY = 1 << 14;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer from = ByteBuffer.allocate(CAPACITY).flip();
  private final CharBuffer characters = CharBuffer.allocate(CAPACITY).flip();
  private final ByteBuffer to = ByteBuffer.allocate(4 * CAPACITY).flip();
  private boolean ended;

  Utf16Stream(InputStream in, Charset charset) {
    this.in = in;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!to.hasRemaining()) {
      if (ended) {
        return -1;
      }
      convert();
    }
    int read = Math.min(length, to.remaining());
    to.get(into, offset, read);
    return read;
  }

  private void convert() throws IOException {
    from.compact();
    int read = in.read(from.array(), from.position(), from.remaining());
    ended = read < 0;
    from.position(from.position() + Math.max(0, read)).flip();
    characters.compact();
    decoder.decode(from, characters, ended);
    characters.flip();
    to.clear();
    encoder.encode(characters, to, ended);
    to.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
