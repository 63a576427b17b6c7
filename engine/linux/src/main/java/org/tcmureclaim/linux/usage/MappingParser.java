package org.tcmureclaim.linux.usage;

import java.nio.charset.StandardCharsets;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.LosslessText;

/**
 * Parses {@code /proc/PID/maps} and {@code smaps} (proc(5)) line by line and reports what concerns
 * UIO nodes. Allocates nothing.
 *
 * <p>A node is known by the last part of its path: a handler in a container may see it somewhere
 * else than in {@code /dev}.
 */
final class MappingParser {
  private static final byte[] NODE = "/uio".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RSS = "Rss:".getBytes(StandardCharsets.US_ASCII);
  private static final int NONE = -1;
  private static final int QUOTED_BYTES = 120;

  private final String name;
  private final MappingSink sink;
  private int current = NONE;
  private int position;

  /**
   * @param name the file's path, for messages
   */
  MappingParser(String name, MappingSink sink) {
    this.name = name;
    this.sink = sink;
  }

  /** Starts a new pass over the file. */
  void begin() {
    current = NONE;
  }

  /** Takes one line, without its line feed. */
  void line(byte[] text, int from, int to) {
    if (from == to) {
      return;
    }
    // A mapping begins with a hexadecimal address, a field of smaps with a capital letter.
    if (text[from] < 'A' || text[from] > 'Z') {
      current = uioNumber(text, from, to);
      if (current != NONE) {
        header(text, from, to);
      }
    } else if (current != NONE && startsWith(text, from, to, RSS)) {
      sink.resident(current, kilobytes(text, from + RSS.length, to) << 10);
      current = NONE;
    }
  }

  /** {@code START-END PERMISSIONS OFFSET MAJOR:MINOR INODE PATH}. */
  private void header(byte[] text, int from, int to) {
    position = from;
    long start = hex(text, to, '-');
    long end = hex(text, to, ' ');
    while (position < to && text[position] != ' ') {
      position++; // rw-s
    }
    position++;
    long offset = hex(text, to, ' ');
    long fileSystem = hex(text, to, ':') << 32;
    fileSystem |= hex(text, to, ' ');
    sink.mapping(current, start, end, offset, fileSystem, decimal(text, to));
  }

  /** The number N where the path ends in {@code /uioN}. */
  private static int uioNumber(byte[] text, int from, int to) {
    int digits = to;
    while (digits > from && text[digits - 1] >= '0' && text[digits - 1] <= '9') {
      digits--;
    }
    if (digits == to || to - digits > 7 || digits - NODE.length < from) {
      return NONE;
    }
    if (!startsWith(text, digits - NODE.length, to, NODE)) {
      return NONE;
    }
    int number = 0;
    for (int i = digits; i < to; i++) {
      number = number * 10 + (text[i] - '0');
    }
    return number;
  }

  private long hex(byte[] text, int to, char end) {
    long value = 0;
    int from = position;
    while (position < to && text[position] != end) {
      int digit = Character.digit(text[position], 16);
      if (digit < 0 || position - from == 16) {
        throw malformed(text, from, to, "a hexadecimal number");
      }
      value = value << 4 | digit;
      position++;
    }
    if (position == from || position == to) {
      throw malformed(text, from, to, "a hexadecimal number");
    }
    position++;
    return value;
  }

  private long decimal(byte[] text, int to) {
    long value = 0;
    while (position < to && text[position] >= '0' && text[position] <= '9') {
      value = value * 10 + (text[position] - '0'); // 64 bits without a sign, as the kernel's
      position++;
    }
    return value;
  }

  private long kilobytes(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] == ' ') {
      at++;
    }
    long value = 0;
    int digits = at;
    while (at < to && text[at] >= '0' && text[at] <= '9' && at - digits < 15) {
      value = value * 10 + (text[at] - '0');
      at++;
    }
    if (at == digits || to - at != 3 || text[at + 1] != 'k' || text[at + 2] != 'B') {
      throw malformed(text, from, to, "a size in kB");
    }
    return value;
  }

  private static boolean startsWith(byte[] text, int from, int to, byte[] start) {
    if (to - from < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (text[from + i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  private HostException malformed(byte[] text, int from, int to, String expected) {
    int first = Math.min(from, to); // the line may end before what is expected
    String found = LosslessText.of(text, first, Math.min(to, first + QUOTED_BYTES));
    return new HostException(name + ": expected " + expected + ", found '" + found + "'");
  }
}
