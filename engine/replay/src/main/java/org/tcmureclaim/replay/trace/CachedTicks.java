package org.tcmureclaim.replay.trace;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableImage;

/**
 * A file of the tick cache: the traces that were made of one source. It begins with what it is, for
 * which key, and how long; it ends with a checksum of all before. A file of which any of this is
 * otherwise, such as one that was cut, is as good as none.
 *
 * @param notices what was said about the source when it was read
 */
record CachedTicks(List<Trace> traces, List<String> notices) {
  private static final byte[] MAGIC = "tcmutick".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_BYTES = 4;

  /** Longer files are not made: a file is mapped at once. */
  static final long MOST_BYTES = 1L << 30;

  /** What a file of these would take. */
  long bytes() {
    long bytes = MAGIC.length + 8L + TickCacheKey.BYTES + 4 + CHECKSUM_BYTES;
    for (Trace trace : traces) {
      bytes += textBytes(trace.format()) + textBytes(trace.serviceTime()) + 16;
      bytes += TickTableImage.bytes(trace.ticks());
    }
    bytes += 4;
    for (String notice : notices) {
      bytes += textBytes(notice);
    }
    return bytes;
  }

  void write(Path file, byte[] key) throws IOException {
    CRC32C checksum = new CRC32C();
    try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      var out = new DataOutputStream(new CheckedOutputStream(plain, checksum));
      out.write(MAGIC);
      out.writeLong(bytes());
      out.write(key);
      out.writeInt(traces.size());
      for (Trace trace : traces) {
        text(out, trace.format());
        text(out, trace.serviceTime());
        out.writeLong(trace.lines());
        out.writeLong(trace.badLines());
        TickTableImage.write(trace.ticks(), out);
      }
      out.writeInt(notices.size());
      for (String notice : notices) {
        text(out, notice);
      }
      plain.write(ByteBuffer.allocate(CHECKSUM_BYTES).putInt((int) checksum.getValue()).array());
    }
  }

  /** What a file holds for this key, with this name for the source; empty if it is none. */
  static Optional<CachedTicks> read(Path file, byte[] key, String name) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < MAGIC.length + 8 + key.length + CHECKSUM_BYTES || size > MOST_BYTES) {
        return Optional.empty();
      }
      ByteBuffer in = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      return isWhole(in, key) ? Optional.of(traces(in, name)) : Optional.empty();
    }
  }

  /** Whether all is as it was written, and for this key; leaves the buffer behind the key. */
  private static boolean isWhole(ByteBuffer in, byte[] key) {
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    long bytes = in.getLong();
    byte[] itsKey = new byte[key.length];
    in.get(itsKey);
    if (!Arrays.equals(magic, MAGIC) || bytes != in.capacity() || !Arrays.equals(itsKey, key)) {
      return false;
    }
    CRC32C checksum = new CRC32C();
    checksum.update(in.duplicate().rewind().limit(in.capacity() - CHECKSUM_BYTES));
    return (int) checksum.getValue() == in.getInt(in.capacity() - CHECKSUM_BYTES);
  }

  private static CachedTicks traces(ByteBuffer in, String name) {
    List<Trace> traces = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      String format = text(in);
      String serviceTime = text(in);
      long lines = in.getLong();
      long badLines = in.getLong();
      TickTable ticks = TickTableImage.read(in);
      traces.add(new Trace(name, format, serviceTime, lines, badLines, ticks));
    }
    List<String> notices = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      notices.add(text(in));
    }
    return new CachedTicks(traces, notices);
  }

  private static int textBytes(String text) {
    return 4 + text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
