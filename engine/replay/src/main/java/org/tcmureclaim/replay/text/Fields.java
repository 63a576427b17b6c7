package org.tcmureclaim.replay.text;

import java.nio.charset.StandardCharsets;

/** The fields of one line, separated by commas, read from left to right without copies. */
public final class Fields {
  private static final long LARGEST = (Long.MAX_VALUE - 9) / 10;

  private byte[] bytes = new byte[0];
  private int end;
  private int next;
  private int fieldStart;
  private int fieldEnd;

  /** Begins with the line that the reader is at. */
  public void begin(LineReader lines) {
    bytes = lines.bytes();
    end = lines.end();
    next = lines.start();
  }

  /** Goes on to the next field; {@code name} is for the message where there is none. */
  public void field(String name) throws MalformedLineException {
    if (next > end) {
      throw new MalformedLineException(name + " is missing");
    }
    fieldStart = next;
    int at = next;
    while (at < end && bytes[at] != ',') {
      at++;
    }
    fieldEnd = at;
    next = at + 1;
  }

  /** Says that the line must end here. */
  public void noMore() throws MalformedLineException {
    if (next <= end) {
      throw new MalformedLineException("more fields than the header has");
    }
  }

  /** Where the present field is, to come back to it. */
  public int mark() {
    return fieldStart;
  }

  /** Makes the field that was marked in this line the present one again. */
  public void returnTo(int mark) throws MalformedLineException {
    next = mark;
    field("field");
  }

  public boolean isEmpty() {
    return fieldStart == fieldEnd;
  }

  public int length() {
    return fieldEnd - fieldStart;
  }

  /** A byte of the field. */
  public byte at(int index) {
    return bytes[fieldStart + index];
  }

  public String text() {
    return new String(bytes, fieldStart, fieldEnd - fieldStart, StandardCharsets.UTF_8);
  }

  /** Goes on to the next field, a whole number from 0 to {@code most}. */
  public long whole(String name, long most) throws MalformedLineException {
    field(name);
    long value = digits(name, fieldStart, fieldEnd);
    if (value > most) {
      throw new MalformedLineException(name + " is " + value + "; the most is " + most);
    }
    return value;
  }

  /**
   * The present field as a number from 0 with any number of decimals, in thousandths; what lies
   * beyond them is cut off.
   */
  public long thousandths(String name) throws MalformedLineException {
    int point = fieldStart;
    while (point < fieldEnd && bytes[point] != '.') {
      point++;
    }
    long value = digits(name, fieldStart, point);
    if (value > Long.MAX_VALUE / 1000 - 1) {
      throw new MalformedLineException(name + " is too large");
    }
    value *= 1000;
    long weight = 100;
    for (int i = point + 1; i < fieldEnd; i++) {
      value += weight * digit(name, i);
      weight /= 10;
    }
    return value;
  }

  private long digits(String name, int from, int to) throws MalformedLineException {
    if (from == to) {
      throw new MalformedLineException(name + ": expected a number, got '" + text() + "'");
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (value > LARGEST) {
        throw new MalformedLineException(name + " is too large");
      }
      value = value * 10 + digit(name, i);
    }
    return value;
  }

  private int digit(String name, int at) throws MalformedLineException {
    int digit = bytes[at] - '0';
    if (digit < 0 || digit > 9) {
      throw new MalformedLineException(name + ": expected a number, got '" + text() + "'");
    }
    return digit;
  }
}
