package org.tcmureclaim.recording.csv;

import java.nio.charset.StandardCharsets;

/** Goes through rows of strict CSV, field by field. A line without its end is no row. */
public final class CsvCursor {
  private static final long MOST_MICROS = Long.MAX_VALUE / 1000 - 1;
  private static final long NANOS_PER_MICRO = 1000;
  private static final int DECIMALS = 3;

  private byte[] bytes = new byte[0];
  private int next;
  private int end;
  private int from;
  private int to;
  private int lineEnd;
  private long line;

  /** Begins with other rows; lines are counted on. */
  public void begin(byte[] rows, int length) {
    bytes = rows;
    next = 0;
    end = length;
  }

  /** Goes on to the next row; false where there is none that is complete. */
  public boolean nextRow() {
    for (int i = next; i < end; i++) {
      if (bytes[i] == '\n') {
        from = next;
        to = next - 1;
        lineEnd = i > next && bytes[i - 1] == '\r' ? i - 1 : i;
        next = i + 1;
        line++;
        return true;
      }
    }
    return false;
  }

  /** The number of the line in its file, counted from 1. */
  public long line() {
    return line;
  }

  /** The whole row as it is. */
  public String row() {
    return new String(bytes, from, lineEnd - from, StandardCharsets.UTF_8);
  }

  /** Whether the row has another field. */
  public boolean hasMore() {
    return to < lineEnd;
  }

  /** Goes on to the next field, which must be there; whether there is anything in it. */
  public boolean next(String column) throws MalformedRowException {
    if (!hasMore()) {
      throw new MalformedRowException(column + " is missing");
    }
    int start = to + 1;
    int stop = start;
    while (stop < lineEnd && bytes[stop] != ',') {
      stop++;
    }
    from = start;
    to = stop;
    return stop > start;
  }

  /** The next field as text. */
  public String text(String column) throws MalformedRowException {
    boolean unused = next(column);
    try {
      return SafeText.parse(field());
    } catch (IllegalArgumentException e) {
      throw new MalformedRowException(
          column + ": expected % and two digits, got '" + field() + "'");
    }
  }

  /** The next field as a whole number. */
  public long number(String column) throws MalformedRowException {
    requireContent(column);
    return digits(column, to);
  }

  /** The field that {@link #next} went to as a whole number. */
  public long current(String column) throws MalformedRowException {
    return digits(column, to);
  }

  /** The field that {@link #next} went to, microseconds, as nanoseconds. */
  public long currentMicros(String column) throws MalformedRowException {
    int point = from;
    while (point < to && bytes[point] != '.') {
      point++;
    }
    if (point == to) {
      return nanos(column, digits(column, to));
    }
    if (to - point != DECIMALS + 1) {
      throw expected(column, "microseconds with three decimals or none");
    }
    long rest = 0;
    for (int i = point + 1; i < to; i++) {
      rest = rest * 10 + digit(column, bytes[i]);
    }
    long whole = nanos(column, digits(column, point));
    return bytes[from] == '-' ? whole - rest : whole + rest;
  }

  private long nanos(String column, long micros) throws MalformedRowException {
    if (micros < -MOST_MICROS || micros > MOST_MICROS) {
      throw expected(column, "microseconds of less than 290 years");
    }
    return micros * NANOS_PER_MICRO;
  }

  /** Says that the row must have ended. */
  public void noMore() throws MalformedRowException {
    if (hasMore()) {
      throw new MalformedRowException("more fields than columns");
    }
  }

  /** The field as it stands there. */
  public String field() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private void requireContent(String column) throws MalformedRowException {
    if (!next(column)) {
      throw new MalformedRowException(column + " is empty");
    }
  }

  private long digits(String column, int stop) throws MalformedRowException {
    boolean negative = from < stop && bytes[from] == '-';
    int first = negative ? from + 1 : from;
    if (first >= stop || stop - first > 19) {
      throw expected(column, "a whole number");
    }
    long value = 0;
    for (int i = first; i < stop; i++) {
      value = value * 10 - digit(column, bytes[i]);
    }
    if (value > 0 || (!negative && value == Long.MIN_VALUE)) {
      throw expected(column, "a smaller number");
    }
    return negative ? value : -value;
  }

  private int digit(String column, byte c) throws MalformedRowException {
    if (c < '0' || c > '9') {
      throw expected(column, "a number");
    }
    return c - '0';
  }

  private MalformedRowException expected(String column, String what) {
    return new MalformedRowException(column + ": expected " + what + ", got '" + field() + "'");
  }
}
