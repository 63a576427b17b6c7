package org.tcmureclaim.recording.block;

/** A block is a gzip member: {@link GzipFormat}. */
final class GzipPacking implements BlockPacking {
  @Override
  public String label() {
    return "gzip";
  }

  @Override
  public String suffix() {
    return ".gz";
  }

  @Override
  public BlockPacker packer() {
    return new GzipPacker();
  }

  @Override
  public BlockUnpacker unpacker() {
    return new GzipUnpacker();
  }
}
