package org.tcmureclaim.replay.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a text as bytes in one reused buffer. A line ends with a line feed, before which a
 * carriage return is dropped, or with the end of the input. A byte order mark at the beginning of a
 * line is dropped: files that were put behind one another have several.
 */
public final class LineReader {
  private static final int FIRST_CAPACITY = 1 << 18;
  private static final int LONGEST_LINE = 1 << 24;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int filled;
  private int next;
  private boolean ended;
  private int start;
  private int end;
  private long number;

  public LineReader(InputStream in) {
    this.in = in;
  }

  /** Goes on to the next line; false where there is none. */
  public boolean next() throws IOException {
    int from = next;
    while (true) {
      for (int i = from; i < filled; i++) {
        if (buffer[i] == '\n') {
          return line(next, i, i + 1);
        }
      }
      if (ended) {
        return next < filled && line(next, filled, filled);
      }
      int scanned = filled - next;
      fill();
      from = next + scanned;
    }
  }

  /** The number of the line, counted from 1. */
  public long number() {
    return number;
  }

  public byte[] bytes() {
    return buffer;
  }

  /** Where the line begins in {@link #bytes}. */
  public int start() {
    return start;
  }

  /** Where the line ends, its line feed left out. */
  public int end() {
    return end;
  }

  /** The line as text. */
  public String text() {
    return new String(buffer, start, end - start, StandardCharsets.UTF_8);
  }

  private boolean line(int from, int to, int following) {
    start = from + (to - from >= 3 && isByteOrderMark(from) ? 3 : 0);
    end = to > start && buffer[to - 1] == '\r' ? to - 1 : to;
    next = following;
    number++;
    return true;
  }

  /** Whether UTF-8's mark is there, which editors put at the beginning of files. */
  private boolean isByteOrderMark(int at) {
    return buffer[at] == (byte) 0xef
        && buffer[at + 1] == (byte) 0xbb
        && buffer[at + 2] == (byte) 0xbf;
  }

  private void fill() throws IOException {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      next = 0;
    }
    if (filled == buffer.length) {
      if (filled >= LONGEST_LINE) {
        throw new IOException("line " + (number + 1) + " is longer than 16 MiB: not a text?");
      }
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
    } else {
      filled += read;
    }
  }
}
