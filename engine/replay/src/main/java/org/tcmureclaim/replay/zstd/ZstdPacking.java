package org.tcmureclaim.replay.zstd;

import org.tcmureclaim.recording.block.BlockPacker;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.block.BlockUnpacker;

/** A block is a frame of zstd: {@link ZstdFormat}. Found by {@link java.util.ServiceLoader}. */
public final class ZstdPacking implements BlockPacking {
  @Override
  public String label() {
    return "zstd";
  }

  @Override
  public String suffix() {
    return ".zst";
  }

  @Override
  public BlockPacker packer() {
    return new ZstdPacker();
  }

  @Override
  public BlockUnpacker unpacker() {
    return new ZstdUnpacker();
  }
}
