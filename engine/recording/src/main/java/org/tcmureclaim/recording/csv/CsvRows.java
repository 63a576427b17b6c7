package org.tcmureclaim.recording.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows of strict CSV, gathered as bytes. Allocates only when it holds more than ever before. */
public final class CsvRows {
  private static final int LONGEST_NUMBER = 20;
  private static final int NANOS_PER_MICRO = 1000;

  private byte[] bytes = new byte[1 << 12];
  private int size;
  private long rows;
  private boolean rowBegun;

  /** What was gathered; good up to {@link #size}, and until the next change. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** Rows since the last {@link #clear}. */
  public long rows() {
    return rows;
  }

  public void clear() {
    size = 0;
    rows = 0;
    rowBegun = false;
  }

  /** A field of text that is safe already; see {@link SafeText}. */
  public CsvRows text(byte[] safe) {
    separate(safe.length);
    System.arraycopy(safe, 0, bytes, size, safe.length);
    size += safe.length;
    return this;
  }

  /** A field of text, made safe. */
  public CsvRows text(String text) {
    return text(SafeText.of(text).getBytes(StandardCharsets.UTF_8));
  }

  /** A field that says that the value is not known. */
  public CsvRows empty() {
    separate(0);
    return this;
  }

  /** A whole number. */
  public CsvRows number(long value) {
    separate(LONGEST_NUMBER);
    digits(value);
    return this;
  }

  /** Nanoseconds as microseconds, exactly: with three decimals where there are any. */
  public CsvRows micros(long nanos) {
    separate(LONGEST_NUMBER + 4);
    long whole = nanos / NANOS_PER_MICRO;
    int rest = (int) Math.abs(nanos % NANOS_PER_MICRO);
    if (nanos < 0 && whole == 0) {
      bytes[size++] = '-';
    }
    digits(whole);
    if (rest != 0) {
      bytes[size++] = '.';
      bytes[size++] = (byte) ('0' + rest / 100);
      bytes[size++] = (byte) ('0' + rest / 10 % 10);
      bytes[size++] = (byte) ('0' + rest % 10);
    }
    return this;
  }

  /** Ends the row. */
  public void end() {
    fit(1);
    bytes[size++] = '\n';
    rows++;
    rowBegun = false;
  }

  /** A line that is no row, such as the header. */
  public void line(String text) {
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    fit(line.length + 1);
    System.arraycopy(line, 0, bytes, size, line.length);
    size += line.length;
    bytes[size++] = '\n';
  }

  private void digits(long value) {
    if (value == Long.MIN_VALUE) {
      byte[] text = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, bytes, size, text.length);
      size += text.length;
      return;
    }
    long left = Math.abs(value);
    int length = value < 0 ? 2 : 1;
    for (long rest = left; rest >= 10; rest /= 10) {
      length++;
    }
    int at = size + length;
    size = at;
    do {
      bytes[--at] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    if (value < 0) {
      bytes[--at] = '-';
    }
  }

  private void separate(int length) {
    fit(length + 1);
    if (rowBegun) {
      bytes[size++] = ',';
    }
    rowBegun = true;
  }

  private void fit(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
