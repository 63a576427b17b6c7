package org.tcmureclaim.recording.block;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes one file, block by block. Allocates only when a block is larger than ever before. */
public final class BlockWriter implements AutoCloseable {
  private static final int LEVEL = 1;

  private final OutputStream out;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private final MessageDigest digest = sha256();
  private byte[] member = new byte[1 << 12];
  private int blocks;
  private long writtenBytes;

  /**
   * Creates a file that must not be there.
   *
   * @throws IOException where that cannot be done
   */
  public BlockWriter(Path file) throws IOException {
    out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Writes a block, which may be empty. */
  public void write(byte[] content, int length) throws IOException {
    int size = deflated(content, length);
    crc.reset();
    crc.update(content, 0, length);
    int total = size + BlockFormat.TRAILER_BYTES;
    ByteBuffer buffer = ByteBuffer.wrap(member).order(ByteOrder.LITTLE_ENDIAN);
    header(buffer, total);
    buffer.putInt(size, (int) crc.getValue());
    buffer.putInt(size + 4, length);
    out.write(member, 0, total);
    digest.update(member, 0, total);
    writtenBytes += total;
    blocks++;
  }

  /** Bytes that the file has. */
  public long writtenBytes() {
    return writtenBytes;
  }

  /** SHA-256 of the file so far, in hexadecimal digits; to be asked once. */
  public String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    out.close();
  }

  /** Leaves room for the header, and returns where the deflated content ends. */
  private int deflated(byte[] content, int length) {
    deflater.reset();
    deflater.setInput(content, 0, length);
    deflater.finish();
    int size = BlockFormat.HEADER_BYTES;
    while (!deflater.finished()) {
      if (member.length - size <= BlockFormat.TRAILER_BYTES) {
        member = Arrays.copyOf(member, 2 * member.length);
      }
      size += deflater.deflate(member, size, member.length - size - BlockFormat.TRAILER_BYTES);
    }
    return size;
  }

  private void header(ByteBuffer buffer, int total) {
    buffer.put(BlockFormat.MAGIC_1).put(BlockFormat.MAGIC_2);
    buffer.put(BlockFormat.DEFLATE).put(BlockFormat.HAS_EXTRA);
    buffer.putInt(0).put((byte) 0).put(BlockFormat.UNKNOWN_SYSTEM);
    buffer.putShort((short) BlockFormat.EXTRA_BYTES);
    buffer.put(BlockFormat.LETTER_1).put(BlockFormat.LETTER_2).putShort((short) 8);
    buffer.putInt(blocks).putInt(total);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
