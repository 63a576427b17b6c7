package org.tcmureclaim.replay.text;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Builds text with numbers in a reused buffer of bytes. */
public final class DecimalText {
  private static final int MOST_DIGITS = 20;

  private byte[] bytes;
  private int length;

  /** With room for so many bytes to begin with. */
  public DecimalText(int capacity) {
    this.bytes = new byte[capacity];
  }

  public int length() {
    return length;
  }

  public DecimalText add(byte character) {
    room(1);
    bytes[length++] = character;
    return this;
  }

  public DecimalText add(byte[] text) {
    room(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /** A number from 0. */
  public DecimalText whole(long number) {
    room(MOST_DIGITS);
    int from = length;
    long left = number;
    do {
      bytes[length++] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    for (int i = from, j = length - 1; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
    return this;
  }

  /** A number of thousandths from 0, with three decimals where they are not all 0. */
  public DecimalText thousandths(long number) {
    whole(number / 1000);
    int rest = (int) (number % 1000);
    if (rest > 0) {
      add((byte) '.');
      add((byte) ('0' + rest / 100));
      add((byte) ('0' + rest / 10 % 10));
      add((byte) ('0' + rest % 10));
    }
    return this;
  }

  /** Writes what there is, and begins anew. */
  public void drainTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }

  /** A copy of what there is. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
