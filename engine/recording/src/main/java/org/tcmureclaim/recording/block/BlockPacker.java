package org.tcmureclaim.recording.block;

/** Packs the blocks of one file. */
public interface BlockPacker extends AutoCloseable {
  /**
   * Packs a block, which may be empty.
   *
   * @param number of the block in its file, counted from 0
   * @return how many of the bytes of {@link #packed} it takes
   */
  int pack(byte[] content, int length, int number);

  /** Where the block lies that was packed last. */
  byte[] packed();

  @Override
  void close();
}
