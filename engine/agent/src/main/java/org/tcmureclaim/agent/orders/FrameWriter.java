package org.tcmureclaim.agent.orders;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.agent.orders.OrderFormat.Tag;

/** Puts a frame together. */
final class FrameWriter {
  private static final String CUT_SHORT = "…";

  /** Kept free until the end, for the number of what did not fit. */
  private static final int FIELD_OF_MORE_BYTES = OrderFormat.FIELD_BYTES + Long.BYTES;

  private final ByteBuffer frame = ByteBuffer.allocate(OrderFormat.MOST_FRAME_BYTES);
  private long more;

  FrameWriter(int kind) {
    frame.position(OrderFormat.LENGTH_BYTES);
    frame.put((byte) OrderFormat.VERSION).put((byte) kind);
  }

  FrameWriter flag(Tag tag, boolean set) {
    if (set) {
      head(tag, 0);
    }
    return this;
  }

  FrameWriter number(Tag tag, long number) {
    if (number != 0) {
      head(tag, Long.BYTES);
      frame.putLong(number);
    }
    return this;
  }

  /**
   * Adds a text.
   *
   * @throws IllegalArgumentException where the frame is too small for it
   */
  FrameWriter text(Tag tag, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > room()) {
      throw new IllegalArgumentException(
          "too long for an order, which has " + OrderFormat.MOST_FRAME_BYTES + " bytes at most");
    }
    if (bytes.length > 0) {
      put(tag, bytes);
    }
    return this;
  }

  /** Adds as much of a text as fits. */
  FrameWriter whatFits(Tag tag, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= room()) {
      return text(tag, text);
    }
    byte[] end = CUT_SHORT.getBytes(StandardCharsets.UTF_8);
    int length = Math.max(0, room() - end.length);
    while (length > 0 && (bytes[length] & 0xc0) == 0x80) {
      length--; // Not within a character.
    }
    byte[] cut = Arrays.copyOf(bytes, length + end.length);
    System.arraycopy(end, 0, cut, length, end.length);
    put(tag, cut);
    return this;
  }

  /** Adds the first members of a list that fit, and counts the others. */
  FrameWriter list(Tag tag, List<String> members) {
    for (String member : members) {
      byte[] bytes = member.getBytes(StandardCharsets.UTF_8);
      if (more == 0 && bytes.length <= room()) {
        put(tag, bytes);
      } else {
        more++;
      }
    }
    return this;
  }

  /** The frame. */
  byte[] bytes() {
    if (more > 0) {
      number(Tag.MORE, more);
    }
    int length = frame.position();
    frame.putInt(0, length - OrderFormat.LENGTH_BYTES);
    return Arrays.copyOf(frame.array(), length);
  }

  /** How long the value of one more text may be. */
  private int room() {
    return Math.max(0, frame.remaining() - OrderFormat.FIELD_BYTES - FIELD_OF_MORE_BYTES);
  }

  private void put(Tag tag, byte[] value) {
    head(tag, value.length);
    frame.put(value);
  }

  private void head(Tag tag, int length) {
    frame.put((byte) tag.code).putShort((short) length);
  }
}
