package org.tcmureclaim.replay.zstd;

/**
 * How a block lies in a file: a skippable frame (RFC 8878, 3.1.2) that holds what the extra field
 * of a gzip member holds, two letters and the number and the length of the block, and a frame with
 * the length of its content and a checksum. So {@code zstdcat} reads the file, and a reader sees at
 * once whether a block is complete.
 */
final class ZstdFormat {
  /** Magic and length of the skippable frame. */
  static final int FIXED_BYTES = 8;

  /** Two letters, the length of the data, the number and the length of the block. */
  static final int EXTRA_BYTES = 12;

  static final int HEADER_BYTES = FIXED_BYTES + EXTRA_BYTES;
  static final int SKIPPABLE_MAGIC = 0x184d2a50;
  static final byte LETTER_1 = 'T';
  static final byte LETTER_2 = 'R';
  static final short DATA_BYTES = 8;

  private ZstdFormat() {}
}
