package org.tcmureclaim.linux.text;

import java.nio.charset.StandardCharsets;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.LosslessText;

/** What was read from a kernel file, in a buffer that is used again. Parsing allocates nothing. */
public final class KernelText {
  private static final int NOT_FOUND = -1;
  private static final int QUOTED_BYTES = 60;

  private final String name;
  private final byte[] bytes;
  private int length;

  /**
   * @param name the file's path, for messages
   */
  public KernelText(String name, int capacityBytes) {
    this.name = name;
    this.bytes = new byte[capacityBytes];
  }

  /** The text of a file as a test would write it. */
  public static KernelText of(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    KernelText text = new KernelText(name, bytes.length);
    System.arraycopy(bytes, 0, text.bytes, 0, bytes.length);
    text.length = bytes.length;
    return text;
  }

  /** A key as {@link #decimalAfter} wants it. */
  public static byte[] key(String key) {
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  /** The buffer to read into; {@link #filled} says how far it went. */
  public byte[] buffer() {
    return bytes;
  }

  public void filled(int lengthBytes) {
    this.length = lengthBytes;
  }

  /** The decimal number that the text begins with, and nothing behind it but a line feed. */
  public long wholeDecimal() {
    int end = length > 0 && bytes[length - 1] == '\n' ? length - 1 : length;
    return decimal(0, end, end);
  }

  /** The decimal number behind {@code lineStart} and blanks, in the line that begins so. */
  public long decimalAfter(byte[] lineStart) {
    return decimalBehindBlanks(lineStart(lineStart) + lineStart.length);
  }

  /** The same; {@code absent} where no line begins so. */
  public long decimalAfterOr(byte[] lineStart, long absent) {
    int from = findLine(0, lineStart);
    return from == NOT_FOUND ? absent : decimalBehindBlanks(from + lineStart.length);
  }

  /**
   * The sum of the second words of all lines that begin with {@code lineStart}, which may end in
   * the middle of a word; {@code absent} where none does.
   */
  public long sumOfLinesOr(byte[] lineStart, long absent) {
    int from = findLine(0, lineStart);
    if (from == NOT_FOUND) {
      return absent;
    }
    long sum = 0;
    while (from != NOT_FOUND) {
      int end = endOfLine(from);
      int at = from + lineStart.length;
      while (at < end && bytes[at] != ' ') {
        at++;
      }
      long value = decimalBehindBlanks(at);
      if (value > Long.MAX_VALUE - sum) {
        throw malformed(from, "a sum below 2^63");
      }
      sum += value;
      from = findLine(end + 1, lineStart);
    }
    return sum;
  }

  private long decimalBehindBlanks(int from) {
    int at = from;
    while (at < length && bytes[at] == ' ') {
      at++;
    }
    return decimal(at, endOfLine(at), NOT_FOUND);
  }

  /** The decimal number behind {@code key}, in the line that begins with {@code lineStart}. */
  public long decimalAfter(byte[] lineStart, byte[] key) {
    int from = lineStart(lineStart);
    int end = endOfLine(from);
    for (int at = from; at + key.length <= end; at++) {
      if (matches(at, key)) {
        return decimal(at + key.length, end, NOT_FOUND);
      }
    }
    throw malformed(from, "'" + ascii(key) + "' in this line");
  }

  /** The text as a string; allocates. */
  public String string() {
    return LosslessText.of(bytes, 0, length);
  }

  private int lineStart(byte[] start) {
    int at = findLine(0, start);
    if (at == NOT_FOUND) {
      throw new HostException(name + ": no line begins with '" + ascii(start) + "'");
    }
    return at;
  }

  /** Where the first line begins so, from the line at {@code from} on. */
  private int findLine(int from, byte[] start) {
    int at = from;
    while (at < length) {
      if (matches(at, start)) {
        return at;
      }
      at = endOfLine(at) + 1;
    }
    return NOT_FOUND;
  }

  private boolean matches(int at, byte[] wanted) {
    if (at + wanted.length > length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int endOfLine(int from) {
    int at = from;
    while (at < length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private long decimal(int from, int end, int mustEndAt) {
    long value = 0;
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      int digit = bytes[at] - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw malformed(from, "a number below 2^63");
      }
      value = value * 10 + digit;
      at++;
    }
    boolean ended = mustEndAt == NOT_FOUND ? at == end || bytes[at] == ' ' : at == mustEndAt;
    if (at == from || !ended) {
      throw malformed(from, "a decimal number");
    }
    return value;
  }

  private HostException malformed(int at, String expected) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < at && i < length; i++) {
      if (bytes[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    int quoted = Math.min(endOfLine(start) - start, QUOTED_BYTES);
    String text = LosslessText.of(bytes, start, start + quoted);
    return new HostException(
        name + ":" + line + ": expected " + expected + ", found '" + text + "'");
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.US_ASCII);
  }
}
