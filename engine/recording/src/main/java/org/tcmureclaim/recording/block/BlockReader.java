package org.tcmureclaim.recording.block;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads one file, block by block, up to its last complete one. What follows that, be it half a
 * block or the zeros of a file whose end never reached the disk, is left out and can be asked
 * about.
 */
public final class BlockReader implements AutoCloseable {
  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private byte[] content = new byte[0];
  private int length;
  private int blocks;
  private boolean cut;

  /**
   * Opens a file.
   *
   * @throws IOException where that cannot be done
   */
  public BlockReader(Path file) throws IOException {
    in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /** Goes on to the next block; false where there is none that is complete. */
  public boolean next() throws IOException {
    byte[] header = in.readNBytes(BlockFormat.HEADER_BYTES);
    if (header.length == 0) {
      return false;
    }
    int restBytes = restBytes(header);
    byte[] rest = restBytes < 0 ? new byte[0] : in.readNBytes(restBytes);
    cut = restBytes < 0 || rest.length < restBytes || !inflate(rest);
    if (!cut) {
      blocks++;
    }
    return !cut;
  }

  /** What the block holds, up to {@link #length}. */
  public byte[] content() {
    return content;
  }

  public int length() {
    return length;
  }

  /** Whether something follows the last complete block. Known after {@link #next} said no. */
  public boolean isCut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  /** Bytes after the header; negative where this is no header of the next block. */
  private int restBytes(byte[] header) {
    if (header.length < BlockFormat.HEADER_BYTES
        || header[0] != BlockFormat.MAGIC_1
        || header[1] != BlockFormat.MAGIC_2
        || header[BlockFormat.FIXED_BYTES] != BlockFormat.LETTER_1
        || header[BlockFormat.FIXED_BYTES + 1] != BlockFormat.LETTER_2) {
      return -1;
    }
    ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    int number = buffer.getInt(BlockFormat.FIXED_BYTES + 4);
    int total = buffer.getInt(BlockFormat.FIXED_BYTES + 8);
    int least = BlockFormat.HEADER_BYTES + BlockFormat.TRAILER_BYTES;
    return number != blocks || total < least || total > BlockFormat.MOST_BYTES
        ? -1
        : total - BlockFormat.HEADER_BYTES;
  }

  private boolean inflate(byte[] rest) {
    int deflatedBytes = rest.length - BlockFormat.TRAILER_BYTES;
    ByteBuffer trailer = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
    int sum = trailer.getInt(deflatedBytes);
    int expected = trailer.getInt(deflatedBytes + 4);
    if (expected < 0 || expected > BlockFormat.MOST_BYTES) {
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
}
