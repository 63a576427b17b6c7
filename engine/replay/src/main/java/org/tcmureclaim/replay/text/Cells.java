package org.tcmureclaim.replay.text;

import java.util.Arrays;

/**
 * The cells of one line of a table, found by their number. Quotes around a cell do not count, and a
 * separator between quotes is part of it; where blanks separate, any number of them is one.
 */
public final class Cells {
  private final byte separator;
  private byte[] bytes = {};
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int count;

  /** Cells between separators; a blank stands for blanks and tabs. */
  public Cells(char separator) {
    this.separator = (byte) separator;
  }

  /** Takes the line that the reader is at. */
  public void begin(LineReader line) {
    bytes = line.bytes();
    count = 0;
    int at = line.start();
    int end = line.end();
    while (separator == ' ' && at < end && isBlank(bytes[at])) {
      at++;
    }
    while (at < end || (count > 0 && separator != ' ' && at == end && bytes[at - 1] == separator)) {
      at = cell(at, end);
    }
  }

  /** Takes one cell; returns where the next one begins. */
  private int cell(int first, int lineEnd) {
    int from = first;
    while (from < lineEnd && isBlank(bytes[from]) && bytes[from] != separator) {
      from++;
    }
    int at = from;
    boolean isQuoted = at < lineEnd && bytes[at] == '"';
    int closing = isQuoted ? closing(at + 1, lineEnd) : -1;
    if (closing > 0) {
      at = closing + 1;
    }
    while (at < lineEnd && !isSeparator(bytes[at])) {
      at++;
    }
    int start = closing > 0 ? from + 1 : from;
    int end = closing > 0 ? closing : at;
    while (start < end && isBlank(bytes[start])) {
      start++;
    }
    while (end > start && isBlank(bytes[end - 1])) {
      end--;
    }
    add(start, end);
    at++;
    while (separator == ' ' && at < lineEnd && isBlank(bytes[at])) {
      at++;
    }
    return Math.min(at, lineEnd + 1);
  }

  private int closing(int from, int end) {
    for (int at = from; at < end; at++) {
      if (bytes[at] == '"') {
        return at;
      }
    }
    return -1;
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count++] = end;
  }

  private boolean isSeparator(byte b) {
    return b == separator || (separator == ' ' && b == '\t');
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** The number of cells. */
  public int count() {
    return count;
  }

  /** Makes a cell the present field, from its beginning to the end of {@code last}. */
  public void to(Fields field, int cell, int last, String name) throws MalformedLineException {
    if (last >= count) {
      throw new MalformedLineException(
          name + " is column " + (last + 1) + ", and the line has " + count);
    }
    field.set(bytes, starts[cell], ends[last]);
  }
}
