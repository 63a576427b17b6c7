package org.tcmureclaim.agent.orders;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.orders.OrderFormat.Tag;

/** Takes the body of a frame apart. */
final class FrameReader {
  private final int kind;
  private final Map<Tag, Long> numbers = new EnumMap<>(Tag.class);
  private final Map<Tag, List<String>> texts = new EnumMap<>(Tag.class);
  private final Set<Tag> given = EnumSet.noneOf(Tag.class);

  /**
   * Reads a body.
   *
   * @param speaker whose words it reads, at the beginning of a sentence: "the agent"
   * @throws OrderFormatException where it is none of this version
   */
  FrameReader(byte[] body, String speaker) throws OrderFormatException {
    if (body.length < OrderFormat.HEAD_BYTES) {
      throw new OrderFormatException("a frame without version and kind");
    }
    ByteBuffer left = ByteBuffer.wrap(body);
    int version = Byte.toUnsignedInt(left.get());
    if (version != OrderFormat.VERSION) {
      throw new OrderFormatException(
          speaker
              + " speaks version "
              + OrderFormat.VERSION
              + " of the order protocol, and this is version "
              + version
              + "; use programs of one release (tcmu-reclaim --version)");
    }
    kind = Byte.toUnsignedInt(left.get());
    while (left.hasRemaining()) {
      field(left);
    }
  }

  /**
   * The length of the body that a frame announces.
   *
   * @param head the first four bytes of the frame
   * @throws OrderFormatException where it is none that a body can have
   */
  static int bodyBytes(byte[] head) throws OrderFormatException {
    int length = ByteBuffer.wrap(head).getInt();
    if (length < OrderFormat.HEAD_BYTES || length > OrderFormat.MOST_BODY_BYTES) {
      throw new OrderFormatException(
          "a frame has %d to %d bytes after its length, not %s"
              .formatted(
                  OrderFormat.HEAD_BYTES,
                  OrderFormat.MOST_BODY_BYTES,
                  Integer.toUnsignedString(length)));
    }
    return length;
  }

  private void field(ByteBuffer left) throws OrderFormatException {
    if (left.remaining() < OrderFormat.FIELD_BYTES) {
      throw new OrderFormatException("half a field at the end of a frame");
    }
    Tag tag = tag(Byte.toUnsignedInt(left.get()));
    int length = Short.toUnsignedInt(left.getShort());
    if (length > left.remaining()) {
      throw new OrderFormatException("a field " + tag + " that ends after its frame");
    }
    if (!given.add(tag) && tag.type != OrderFormat.Type.LIST) {
      throw new OrderFormatException("a second field " + tag);
    }
    ByteBuffer value = left.slice(left.position(), length);
    left.position(left.position() + length);
    switch (tag.type) {
      case FLAG -> require(length == 0, tag);
      case NUMBER -> {
        require(length == Long.BYTES, tag);
        numbers.put(tag, value.getLong(0));
        require(value.getLong(0) >= 0, tag);
      }
      case TEXT, LIST -> texts.computeIfAbsent(tag, t -> new ArrayList<>()).add(text(value, tag));
    }
  }

  private static Tag tag(int code) throws OrderFormatException {
    for (Tag tag : Tag.values()) {
      if (tag.code == code) {
        return tag;
      }
    }
    throw new OrderFormatException("a field of the unknown tag " + code);
  }

  private static String text(ByteBuffer value, Tag tag) throws OrderFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
    } catch (CharacterCodingException e) {
      throw new OrderFormatException("a field " + tag + " that is not UTF-8");
    }
  }

  private static void require(boolean fine, Tag tag) throws OrderFormatException {
    if (!fine) {
      throw new OrderFormatException("a field " + tag + " whose value has not its type");
    }
  }

  int kind() {
    return kind;
  }

  boolean flag(Tag tag) {
    return given.remove(tag);
  }

  long number(Tag tag) {
    given.remove(tag);
    return numbers.getOrDefault(tag, 0L);
  }

  String text(Tag tag) {
    List<String> found = list(tag);
    return found.isEmpty() ? "" : found.get(0);
  }

  List<String> list(Tag tag) {
    given.remove(tag);
    @Nullable List<String> found = texts.get(tag);
    return found == null ? List.of() : found;
  }

  /**
   * Ends reading.
   *
   * @throws OrderFormatException where there are fields that nobody has asked for
   */
  void end() throws OrderFormatException {
    if (!given.isEmpty()) {
      throw new OrderFormatException("fields that do not belong there: " + given);
    }
  }
}
