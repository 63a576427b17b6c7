package org.tcmureclaim.recording.block;

/** Unpacks the blocks of one file. */
public interface BlockUnpacker extends AutoCloseable {
  /** What a block begins with, the same number of bytes for each. */
  int headerBytes();

  /**
   * The bytes of the block after its header.
   *
   * @param number that the block must have
   * @return less than 0 where this is no header of it
   */
  int restBytes(byte[] header, int number);

  /**
   * Unpacks what follows a header.
   *
   * @return false where it is damaged
   */
  boolean unpack(byte[] rest);

  /** What the block holds, up to {@link #length}. */
  byte[] content();

  int length();

  @Override
  void close();
}
