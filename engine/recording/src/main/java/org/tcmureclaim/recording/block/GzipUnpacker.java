package org.tcmureclaim.recording.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks gzip members. */
final class GzipUnpacker implements BlockUnpacker {
  /** Deflate packs no more into one (zlib's technical details): what says more is damaged. */
  private static final long MOST_BYTES_OF_ONE = 1032;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private byte[] content = new byte[0];
  private int length;

  @Override
  public int headerBytes() {
    return GzipFormat.HEADER_BYTES;
  }

  @Override
  public int restBytes(byte[] header, int number) {
    if (header[0] != GzipFormat.MAGIC_1
        || header[1] != GzipFormat.MAGIC_2
        || header[GzipFormat.FIXED_BYTES] != GzipFormat.LETTER_1
        || header[GzipFormat.FIXED_BYTES + 1] != GzipFormat.LETTER_2) {
      return -1;
    }
    ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    int found = buffer.getInt(GzipFormat.FIXED_BYTES + 4);
    int total = buffer.getInt(GzipFormat.FIXED_BYTES + 8);
    int least = GzipFormat.HEADER_BYTES + GzipFormat.TRAILER_BYTES;
    return found != number || total < least || total > BlockPacking.MOST_BYTES
        ? -1
        : total - GzipFormat.HEADER_BYTES;
  }

  @Override
  public boolean unpack(byte[] rest) {
    int deflatedBytes = rest.length - GzipFormat.TRAILER_BYTES;
    ByteBuffer trailer = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
    int sum = trailer.getInt(deflatedBytes);
    int expected = trailer.getInt(deflatedBytes + 4);
    if (expected < 0
        || expected > BlockPacking.MOST_BYTES
        || expected > deflatedBytes * MOST_BYTES_OF_ONE) {
      return false;
    }
    if (content.length < expected) {
      content = Arrays.copyOf(content, expected);
    }
    inflater.reset();
    inflater.setInput(rest, 0, deflatedBytes);
    try {
      length = 0;
      int read;
      do {
        read = inflater.inflate(content, length, expected - length);
        length += read;
      } while (read > 0 && length < expected);
    } catch (DataFormatException e) {
      return false;
    }
    crc.reset();
    crc.update(content, 0, length);
    return length == expected && (int) crc.getValue() == sum;
  }

  @Override
  public byte[] content() {
    return content;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
