package org.tcmureclaim.replay.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * One record of blktrace's binary files, {@code struct blk_io_trace} of version 7 in
 * include/uapi/linux/blktrace_api.h, in the byte order of the machine that wrote it: {@code magic
 * u32, sequence u32, time u64, sector u64, bytes u32, action u32, pid u32, device u32, cpu u32,
 * error u16, pdu_len u16}, and {@code pdu_len} bytes more.
 */
final class BlktraceRecord {
  static final int HEADER_BYTES = 48;
  private static final int MAGIC = 0x65617400;
  private static final int VERSION = 7;
  private static final int MOST_EXTRA_BYTES = 1 << 16;

  private final byte[] bytes = new byte[HEADER_BYTES + MOST_EXTRA_BYTES];
  private ByteBuffer fields = ByteBuffer.wrap(bytes);
  private int length;

  /** Whether a file that begins so may be one. */
  static boolean begins(ByteBuffer head) {
    return head.limit() >= HEADER_BYTES
        && (isMagic(head.order(ByteOrder.LITTLE_ENDIAN).getInt(0))
            || isMagic(head.order(ByteOrder.BIG_ENDIAN).getInt(0)));
  }

  private static boolean isMagic(int magic) {
    return (magic & ~0xff) == MAGIC;
  }

  /**
   * Reads the next one.
   *
   * @return false where the stream ends
   * @throws MalformedLineException where no record is: nothing says where the next one begins
   * @throws EOFException where it ends within a record
   */
  boolean read(InputStream in) throws IOException, MalformedLineException {
    length = in.readNBytes(bytes, 0, HEADER_BYTES);
    if (length == 0) {
      return false;
    }
    if (length < HEADER_BYTES) {
      throw new EOFException();
    }
    fields.order(ByteOrder.LITTLE_ENDIAN);
    if (!isMagic(fields.getInt(0))) {
      fields.order(ByteOrder.BIG_ENDIAN);
    }
    if (!isMagic(fields.getInt(0))) {
      throw new MalformedLineException("no record of blktrace begins here: the file is damaged");
    }
    if ((fields.getInt(0) & 0xff) != VERSION) {
      throw new MalformedLineException(
          "a record of version " + (fields.getInt(0) & 0xff) + "; only 7 is known");
    }
    int extra = fields.getShort(46) & 0xffff;
    if (in.readNBytes(bytes, HEADER_BYTES, extra) < extra) {
      throw new EOFException();
    }
    length += extra;
    return true;
  }

  /** The record as it was read. */
  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  int extraBytes() {
    return length - HEADER_BYTES;
  }

  /** By the clock of the kernel, which starts at boot. */
  long nanos() {
    return fields.getLong(8);
  }

  long sector() {
    return fields.getLong(16);
  }

  long dataBytes() {
    return fields.getInt(24) & 0xffffffffL;
  }

  /** What happened: the low 16 bits of the action, without the flag for a cgroup. */
  int act() {
    return fields.getInt(28) & 0xfeff;
  }

  /** Whether a bit of the category is set, which is the high 16 bits of the action. */
  boolean is(int category) {
    return (fields.getInt(28) >>> 16 & category) != 0;
  }

  /** {@code major << 20 | minor}. */
  int device() {
    return fields.getInt(36);
  }

  /** A number of the bytes behind the header, in the record's byte order. */
  long extra(int at) {
    return fields.getInt(HEADER_BYTES + at) & 0xffffffffL;
  }

  /** The same in network byte order, in which remaps are written. */
  int extraBigEndian(int at) {
    int value = fields.getInt(HEADER_BYTES + at);
    return fields.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }
}
