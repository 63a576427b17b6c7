package org.tcmureclaim.agent.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.files.RegularFile;

/**
 * The whole lines of one file, also while another process appends to it: from the end towards the
 * beginning, or from an offset on. What follows the last line's end is half a line, and none yet.
 */
final class LinesFromEnd implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int LONGEST_HEAD = 256;

  /** A decision about 32,768 devices has about half of it. */
  private static final int MOST_BYTES = 32 << 20;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
  private final long wholeBytes;
  private long nextEnd;

  private LinesFromEnd(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.wholeBytes = afterNewline(channel.size());
    this.nextEnd = wholeBytes;
  }

  /**
   * Opens a file.
   *
   * @throws NoSuchFileException where nothing is there
   * @throws FileSystemException where it is no regular file
   */
  static LinesFromEnd open(Path file) throws IOException {
    RegularFile.require(file);
    FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    try {
      return new LinesFromEnd(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Where the last whole line ended when the file was opened. */
  long wholeBytes() {
    return wholeBytes;
  }

  /** The line before the one that was returned last, without its end; null before the first. */
  @Nullable String previous() throws IOException {
    if (nextEnd == 0) {
      return null;
    }
    long end = nextEnd - 1;
    nextEnd = afterNewline(end);
    return text(nextEnd, end);
  }

  /** The first line without its end, where it is whole and short; else empty. */
  String first() throws IOException {
    String text = text(0, Math.min(LONGEST_HEAD, wholeBytes));
    int end = text.indexOf('\n');
    return end < 0 ? "" : text.substring(0, end);
  }

  /** All whole lines from an offset on, where a line begins; each with its end. */
  String from(long offset) throws IOException {
    return offset >= wholeBytes ? "" : text(offset, wholeBytes);
  }

  /** Where the line begins that has its end, or would have it, at this offset. */
  private long afterNewline(long end) throws IOException {
    for (long to = end; to > 0; ) {
      long from = Math.max(0, to - CHUNK_BYTES);
      read(chunk.clear().limit((int) (to - from)), from);
      for (int i = chunk.limit() - 1; i >= 0; i--) {
        if (chunk.get(i) == '\n') {
          return from + i + 1;
        }
      }
      to = from;
      if (end - to > MOST_BYTES) {
        throw tooLong();
      }
    }
    return 0;
  }

  private String text(long from, long to) throws IOException {
    if (to - from > MOST_BYTES) {
      throw tooLong();
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    read(bytes, from);
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  private FileSystemException tooLong() {
    return new FileSystemException(
        file.toString(), null, "has a line of more than " + MOST_BYTES + " bytes; it is damaged");
  }

  private void read(ByteBuffer into, long from) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        throw new EOFException(file + " was cut short meanwhile");
      }
    }
    into.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
