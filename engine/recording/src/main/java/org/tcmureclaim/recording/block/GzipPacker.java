package org.tcmureclaim.recording.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes gzip members. Allocates only when a block is larger than ever before. */
final class GzipPacker implements BlockPacker {
  private static final int LEVEL = 1;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private byte[] member = new byte[1 << 12];

  @Override
  public int pack(byte[] content, int length, int number) {
    int size = deflated(content, length);
    crc.reset();
    crc.update(content, 0, length);
    int total = size + GzipFormat.TRAILER_BYTES;
    ByteBuffer buffer = ByteBuffer.wrap(member).order(ByteOrder.LITTLE_ENDIAN);
    header(buffer, number, total);
    buffer.putInt(size, (int) crc.getValue());
    buffer.putInt(size + 4, length);
    return total;
  }

  @Override
  public byte[] packed() {
    return member;
  }

  @Override
  public void close() {
    deflater.end();
  }

  /** Leaves room for the header, and returns where the deflated content ends. */
  private int deflated(byte[] content, int length) {
    deflater.reset();
    deflater.setInput(content, 0, length);
    deflater.finish();
    int size = GzipFormat.HEADER_BYTES;
    while (!deflater.finished()) {
      if (member.length - size <= GzipFormat.TRAILER_BYTES) {
        member = Arrays.copyOf(member, 2 * member.length);
      }
      size += deflater.deflate(member, size, member.length - size - GzipFormat.TRAILER_BYTES);
    }
    return size;
  }

  private static void header(ByteBuffer buffer, int number, int total) {
    buffer.put(GzipFormat.MAGIC_1).put(GzipFormat.MAGIC_2);
    buffer.put(GzipFormat.DEFLATE).put(GzipFormat.HAS_EXTRA);
    buffer.putInt(0).put((byte) 0).put(GzipFormat.UNKNOWN_SYSTEM);
    buffer.putShort((short) GzipFormat.EXTRA_BYTES);
    buffer.put(GzipFormat.LETTER_1).put(GzipFormat.LETTER_2).putShort((short) 8);
    buffer.putInt(number).putInt(total);
  }
}
