package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.MalformedLineException;

/** What a command does, as far as the data area is concerned. */
public enum Operation {
  /** Reads and writes carry all of their data through the data area. */
  TRANSFER,
  /**
   * UNMAP and WRITE SAME carry a few parameters and no data: the range that they discard says
   * nothing about blocks.
   */
  DISCARD,
  /** SYNCHRONIZE CACHE carries nothing. */
  FLUSH;

  private static final long PARAMETER_BYTES = 24;

  /** The operation that a field names: by its first letter, or in full in any case. */
  static Operation of(Fields field) throws MalformedLineException {
    if (field.length() == 1) {
      return switch (field.at(0)) {
        case 'R', 'r', 'W', 'w' -> TRANSFER;
        case 'D', 'd', 'U', 'u', 'T', 't' -> DISCARD;
        case 'F', 'f', 'S', 's' -> FLUSH;
        default -> throw unknown(field);
      };
    }
    if (field.is("read") || field.is("write") || field.is("rw")) {
      return TRANSFER;
    }
    if (field.is("discard") || field.is("unmap") || field.is("trim") || field.is("write_same")) {
      return DISCARD;
    }
    if (field.is("flush") || field.is("sync") || field.is("datasync")) {
      return FLUSH;
    }
    throw unknown(field);
  }

  /** The letter of the plain format for it. */
  public char letter() {
    return switch (this) {
      case TRANSFER -> 'W';
      case DISCARD -> 'D';
      case FLUSH -> 'F';
    };
  }

  /** Bytes that go through the data area for a command on so many. */
  public long dataBytes(long length) {
    return switch (this) {
      case TRANSFER -> length;
      case DISCARD -> PARAMETER_BYTES;
      case FLUSH -> 0;
    };
  }

  private static MalformedLineException unknown(Fields field) {
    return new MalformedLineException(
        "op: expected R, W, D (discard) or F (flush), got '" + field.text() + "'");
  }
}
