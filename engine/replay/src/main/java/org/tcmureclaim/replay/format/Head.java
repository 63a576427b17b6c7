package org.tcmureclaim.replay.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The beginning of a file, by which its format is known. */
public final class Head {
  /** So much is looked at. */
  public static final int MOST_BYTES = 8192;

  private static final int MOST_LINES = 8;

  private final byte[] bytes;
  private final List<String> lines;

  private Head(byte[] bytes, List<String> lines) {
    this.bytes = bytes;
    this.lines = lines;
  }

  /** Looks at a stream that supports marks; it is where it was afterwards. */
  public static Head of(InputStream in) throws IOException {
    in.mark(MOST_BYTES);
    byte[] bytes = in.readNBytes(MOST_BYTES);
    in.reset();
    return of(bytes);
  }

  static Head of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int whole = bytes.length < MOST_BYTES ? text.length() : text.lastIndexOf('\n') + 1;
    List<String> lines =
        text.substring(0, whole)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .limit(MOST_LINES)
            .toList();
    return new Head(bytes, lines);
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The bytes to be read with this order. */
  ByteBuffer bytes(ByteOrder order) {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(order);
  }

  /** The first line, or nothing. */
  public String firstLine() {
    return lines.isEmpty() ? "" : lines.get(0);
  }

  /**
   * Whether more than half of the first lines are like this: of at most eight that are not empty
   * and there in full. A bad line does not hide what a file is.
   */
  boolean mostLines(Pattern pattern) {
    long alike = lines.stream().filter(line -> pattern.matcher(line).matches()).count();
    return 2 * alike > lines.size();
  }

  /** Whether some byte is none that a text has. */
  boolean isBinary() {
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return true;
      }
    }
    return false;
  }
}
