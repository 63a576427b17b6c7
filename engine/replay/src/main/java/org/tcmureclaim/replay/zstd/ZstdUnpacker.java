package org.tcmureclaim.replay.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.block.BlockUnpacker;

/** Unpacks frames. */
final class ZstdUnpacker implements BlockUnpacker {
  /** The most and the least of a block of a frame (RFC 8878, 3.1.1.2): a repeated byte. */
  private static final int MOST_BLOCK_BYTES = 1 << 17;

  private static final int LEAST_PACKED_BYTES = 4;

  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private byte[] content = new byte[0];
  private int length;

  @Override
  public int headerBytes() {
    return ZstdFormat.HEADER_BYTES;
  }

  @Override
  public int restBytes(byte[] header, int number) {
    ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    boolean fits =
        buffer.getInt() == ZstdFormat.SKIPPABLE_MAGIC
            && buffer.getInt() == ZstdFormat.EXTRA_BYTES
            && buffer.get() == ZstdFormat.LETTER_1
            && buffer.get() == ZstdFormat.LETTER_2
            && buffer.getShort() == ZstdFormat.DATA_BYTES
            && buffer.getInt() == number;
    if (!fits) {
      return -1;
    }
    int total = buffer.getInt();
    return total <= ZstdFormat.HEADER_BYTES || total > BlockPacking.MOST_BYTES
        ? -1
        : total - ZstdFormat.HEADER_BYTES;
  }

  /** The frame must be the whole rest, and say how long its content is. */
  @Override
  public boolean unpack(byte[] rest) {
    try {
      long expected = Zstd.getFrameContentSize(rest);
      if (expected < 0
          || expected > BlockPacking.MOST_BYTES
          || expected > (long) rest.length / LEAST_PACKED_BYTES * MOST_BLOCK_BYTES
          || Zstd.findFrameCompressedSize(rest) != rest.length) {
        return false;
      }
      if (content.length < expected) {
        content = new byte[(int) expected];
      }
      length = context.decompressByteArray(content, 0, content.length, rest, 0, rest.length);
      return length == expected;
    } catch (ZstdException e) {
      return false;
    }
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
    context.close();
  }
}
