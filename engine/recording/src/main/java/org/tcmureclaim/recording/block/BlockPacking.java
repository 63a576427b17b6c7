package org.tcmureclaim.recording.block;

/**
 * How the blocks of a table lie in its file. Each block can be unpacked alone, says its own number
 * and length, and is read by the ordinary tools for its format.
 */
public interface BlockPacking {
  /** More than a block ever holds; keeps damaged lengths from filling the heap. */
  int MOST_BYTES = 1 << 28;

  /** The name of the format, such as {@code gzip}. */
  String label();

  /** The end of a file's name, such as {@code .gz}. */
  String suffix();

  /** For one file that is written. */
  BlockPacker packer();

  /** For one file that is read. */
  BlockUnpacker unpacker();
}
