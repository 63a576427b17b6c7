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
  /** So much is looked at, where a file begins with that many lines that say nothing. */
  public static final int MOST_BYTES = 1 << 20;

  private static final int FIRST_BYTES = 8192;
  private static final int MOST_LINES = 8;
  private static final int MOST_LINES_BEFORE = 64;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final byte[] bytes;

  /** Those that mean something. */
  private final List<String> lines;

  private final boolean isAllNotes;

  private Head(byte[] bytes, List<String> lines, boolean isAllNotes) {
    this.bytes = bytes;
    this.lines = lines;
    this.isAllNotes = isAllNotes;
  }

  /** Looks at a stream that supports marks; it is where it was afterwards. */
  public static Head of(InputStream in) throws IOException {
    int bytes = FIRST_BYTES;
    Head head = of(in, bytes);
    while (head.isAllNotes && head.bytes.length == bytes && bytes < MOST_BYTES) {
      bytes *= 8;
      head = of(in, bytes);
    }
    return head;
  }

  private static Head of(InputStream in, int most) throws IOException {
    in.mark(most);
    byte[] bytes = in.readNBytes(most);
    in.reset();
    return of(bytes, bytes.length < most);
  }

  /** The beginning of a file that is known so far. */
  static Head of(byte[] bytes) {
    return of(bytes, bytes.length < FIRST_BYTES);
  }

  /** The bytes that were looked at. */
  byte[] bytes() {
    return bytes;
  }

  private static Head of(byte[] bytes, boolean isAll) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int whole = isAll ? text.length() : text.lastIndexOf('\n') + 1;
    List<String> filled =
        text.substring(0, whole)
            .lines()
            .map(line -> line.startsWith(BYTE_ORDER_MARK) ? line.substring(3) : line)
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    List<String> lines =
        filled.stream()
            .filter(line -> BlkparseNotes.kind(line).isEmpty())
            .limit(MOST_LINES_BEFORE + MOST_LINES)
            .toList();
    return new Head(bytes, lines, lines.isEmpty() && !filled.isEmpty());
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The bytes to be read with this order. */
  ByteBuffer bytes(ByteOrder order) {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(order);
  }

  /** The first line that means something, or nothing. */
  public String firstLine() {
    return lines.isEmpty() ? "" : lines.get(0);
  }

  /**
   * Whether at least half of the first lines are like this: of at most eight that mean something
   * and are there in full. A bad line does not hide what a file is.
   */
  boolean mostLines(Pattern pattern) {
    return most(lines, pattern);
  }

  /** The same from the first such line on, whatever stands in up to 64 lines before it. */
  boolean mostLinesFromFirst(Pattern pattern) {
    return most(
        lines.stream().dropWhile(line -> !pattern.matcher(line).matches()).toList(), pattern);
  }

  private static boolean most(List<String> lines, Pattern pattern) {
    List<String> first = lines.stream().limit(MOST_LINES).toList();
    long alike = first.stream().filter(line -> pattern.matcher(line).matches()).count();
    return alike > 0 && 2 * alike >= first.size();
  }

  /** What it has instead, where there is no line that means something. */
  String withoutLines() {
    if (isAllNotes) {
      return "has no event, only summaries and what blkparse and script(1) print besides";
    }
    for (byte b : bytes) {
      if (b < 0 || b > ' ' || b == 0) {
        return "no line ends in its first "
            + bytes.length
            + " bytes, so it is no text that is known";
      }
    }
    return "has only blank lines";
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
