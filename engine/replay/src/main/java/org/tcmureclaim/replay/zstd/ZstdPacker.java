package org.tcmureclaim.replay.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tcmureclaim.recording.block.BlockPacker;

/** Makes frames. */
final class ZstdPacker implements BlockPacker {
  private static final int LEVEL = 9;

  private final ZstdCompressCtx context =
      new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true).setContentSize(true);
  private byte[] block = new byte[1 << 12];

  @Override
  public int pack(byte[] content, int length, int number) {
    int most = ZstdFormat.HEADER_BYTES + (int) Zstd.compressBound(length);
    if (block.length < most) {
      block = new byte[most];
    }
    int frame =
        context.compressByteArray(
            block,
            ZstdFormat.HEADER_BYTES,
            block.length - ZstdFormat.HEADER_BYTES,
            content,
            0,
            length);
    int total = ZstdFormat.HEADER_BYTES + frame;
    ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(ZstdFormat.SKIPPABLE_MAGIC).putInt(ZstdFormat.EXTRA_BYTES);
    header.put(ZstdFormat.LETTER_1).put(ZstdFormat.LETTER_2).putShort(ZstdFormat.DATA_BYTES);
    header.putInt(number).putInt(total);
    return total;
  }

  @Override
  public byte[] packed() {
    return block;
  }

  @Override
  public void close() {
    context.close();
  }
}
