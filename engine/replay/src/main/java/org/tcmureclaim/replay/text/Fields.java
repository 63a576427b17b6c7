package org.tcmureclaim.replay.text;

import java.nio.charset.StandardCharsets;

/** The fields of one line, read from left to right without copies. */
public final class Fields {
  private static final long LARGEST = (Long.MAX_VALUE - 9) / 10;
  private static final long[] POWER_OF_TEN = new long[10];

  static {
    POWER_OF_TEN[0] = 1;
    for (int i = 1; i < POWER_OF_TEN.length; i++) {
      POWER_OF_TEN[i] = 10 * POWER_OF_TEN[i - 1];
    }
  }

  private final boolean byBlanks;
  private byte[] bytes = new byte[0];
  private int end;
  private int next;
  private int fieldStart;
  private int fieldEnd;
  private byte otherPoint = '.';

  /** Fields separated by commas; blanks after a comma do not count. */
  public Fields() {
    this(false);
  }

  private Fields(boolean byBlanks) {
    this.byBlanks = byBlanks;
  }

  /** Fields separated by any number of blanks or tabs. */
  public static Fields byBlanks() {
    return new Fields(true);
  }

  /** Begins with the line that the reader is at. */
  public void begin(LineReader lines) {
    bytes = lines.bytes();
    end = lines.end();
    next = afterBlanks(lines.start());
    if (byBlanks && next == end) {
      next = end + 1;
    }
  }

  /** From now on, decimals may follow a comma too, which cannot be a separator then. */
  public void takeDecimalCommas() {
    otherPoint = ',';
  }

  /** Makes these bytes the present field, and the last one. */
  void set(byte[] line, int from, int to) {
    bytes = line;
    fieldStart = from;
    fieldEnd = to;
    end = to;
    next = to + 1;
  }

  /** Makes a text the present field, and the last one. */
  public void setText(String text) {
    byte[] own = text.getBytes(StandardCharsets.UTF_8);
    set(own, 0, own.length);
  }

  /** Goes on to the next field; {@code name} is for the message where there is none. */
  public void field(String name) throws MalformedLineException {
    if (next > end) {
      throw new MalformedLineException(name + " is missing");
    }
    fieldStart = next;
    int at = next;
    if (byBlanks) {
      while (at < end && !isBlank(bytes[at])) {
        at++;
      }
      int following = afterBlanks(at);
      next = following < end ? following : end + 1;
    } else {
      while (at < end && bytes[at] != ',') {
        at++;
      }
      next = at < end ? afterBlanks(at + 1) : end + 1;
    }
    fieldEnd = at;
  }

  private int afterBlanks(int from) {
    int at = from;
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Whether the line has another field. */
  public boolean hasMore() {
    return next <= end;
  }

  /** Makes the present field reach to the end of the one that follows it. */
  public void withNext(String name) throws MalformedLineException {
    int start = fieldStart;
    field(name);
    fieldStart = start;
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

  /** Whether the field is this word, which has small letters, in any case. */
  public boolean is(String word) {
    if (word.length() != length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      byte b = at(i);
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != word.charAt(i)) {
        return false;
      }
    }
    return true;
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

  /** Goes on to the next field, as {@link #scaled(String, int)}. */
  public long nextScaled(String name, int decimals) throws MalformedLineException {
    field(name);
    return scaled(name, decimals);
  }

  /** As {@link #scaled} with three decimals. */
  public long thousandths(String name) throws MalformedLineException {
    return scaled(name, 3);
  }

  /**
   * The present field as a number from 0 with any number of decimals, in units of {@code
   * 10^-decimals}; what lies beyond them is cut off.
   *
   * @param decimals 0 to 9
   */
  public long scaled(String name, int decimals) throws MalformedLineException {
    int point = fieldStart;
    while (point < fieldEnd && bytes[point] != '.' && bytes[point] != otherPoint) {
      point++;
    }
    long unit = POWER_OF_TEN[decimals];
    long value = digits(name, fieldStart, point);
    if (value > Long.MAX_VALUE / unit - 1) {
      throw new MalformedLineException(name + " is too large");
    }
    value *= unit;
    long weight = unit / 10;
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
