package org.tcmureclaim.recording.block;

/**
 * How a block lies in a file: a gzip member (RFC 1952) whose extra field {@code TR} holds its
 * number and its length. So {@code zcat} reads the file, and a reader sees at once whether a block
 * is complete.
 */
final class GzipFormat {
  /** Magic, method, flags, time, extra flags, system, length of the extra field. */
  static final int FIXED_BYTES = 12;

  /** Two letters, the length of the data, the number and the length of the block. */
  static final int EXTRA_BYTES = 12;

  static final int HEADER_BYTES = FIXED_BYTES + EXTRA_BYTES;

  /** CRC-32 and length of the content. */
  static final int TRAILER_BYTES = 8;

  static final byte MAGIC_1 = 0x1f;
  static final byte MAGIC_2 = (byte) 0x8b;
  static final byte DEFLATE = 8;
  static final byte HAS_EXTRA = 4;
  static final byte UNKNOWN_SYSTEM = (byte) 255;
  static final byte LETTER_1 = 'T';
  static final byte LETTER_2 = 'R';

  private GzipFormat() {}
}
