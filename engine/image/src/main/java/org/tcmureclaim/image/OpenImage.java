package org.tcmureclaim.image;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.host.files.StateFolder;

/** One {@link ImageFile} as another process sees it, whose header was found good. */
final class OpenImage implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  /** A tick that is later than this does not come any more, as far as others can see. */
  private static final long MOST_LATE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Twice the longest time between two ticks that a configuration allows. */
  private static final long FURTHEST_DUE_NANOS = TimeUnit.MINUTES.toNanos(2);

  /**
   * How often it looks whether the agent still runs: that reads three files of {@code /proc}, which
   * takes longer than all the rest of an answer from a tick that is known already.
   */
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path file;
  private final FileChannel channel;
  private final ImageLayout layout;
  private final AgentProcess agent;
  private final ImageTexts texts = new ImageTexts();
  private final ByteBuffer word = buffer(Long.BYTES);
  private final ByteBuffer chunk = buffer(CHUNK_BYTES);
  private int textsRead = 1; // The empty text is number 0 in each.
  private AgentProcess.Life life = AgentProcess.Life.GONE;
  private long lookedAtNanos;

  private OpenImage(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    ByteBuffer header = buffer(ImageLayout.HEADER_BYTES);
    readFully(header, 0);
    requireHeader(header);
    this.layout = layout(header);
    this.agent =
        new AgentProcess(
            header.getLong(ImageLayout.AGENT_PID_AT),
            header.getLong(ImageLayout.AGENT_START_AT),
            header.getLong(ImageLayout.AGENT_NAMESPACE_AT));
    if (channel.size() != layout.fileBytes()) {
      throw refused(
          "has %d bytes and should have %d; it was cut short or written over"
              .formatted(channel.size(), layout.fileBytes()));
    }
  }

  static OpenImage of(Path file) throws IOException {
    requireTrusted(file);
    FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    try {
      return new OpenImage(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What is there must be the agent's: of this user or root, in a folder of theirs. */
  private static void requireTrusted(Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile()) {
      throw new ImageException(file + ": is no regular file, so not the image of an agent");
    }
    StateFolder.requireOwned(file.toAbsolutePath().resolveSibling(""));
    int owner = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (owner != 0 && owner != StateFolder.ownUser()) {
      throw new ImageException(
          file + ": belongs to user " + owner + ", so it is not believed; remove it");
    }
  }

  private void requireHeader(ByteBuffer header) {
    byte[] magic = new byte[ImageLayout.MAGIC.length];
    header.get(ImageLayout.MAGIC_AT, magic);
    if (!Arrays.equals(magic, ImageLayout.MAGIC)) {
      throw refused("is not the image of an agent");
    }
    if (header.getLong(ImageLayout.FINGERPRINT_AT) != ImageLayout.FINGERPRINT) {
      byte[] version = new byte[ImageLayout.VERSION_BYTES];
      header.get(ImageLayout.VERSION_AT, version);
      throw refused(
          "was written by another version, %s; use the commands of that version, or start the agent again"
              .formatted(printable(version)));
    }
  }

  private ImageLayout layout(ByteBuffer header) {
    try {
      return new ImageLayout(
          number(header, ImageLayout.DEVICE_CAPACITY_AT),
          number(header, ImageLayout.TEXT_CAPACITY_AT),
          number(header, ImageLayout.TEXT_BYTES_AT));
    } catch (ImageException e) {
      throw damaged(e.problem());
    }
  }

  private static String printable(byte[] version) {
    return new String(version, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "");
  }

  private int number(ByteBuffer header, int at) {
    long number = header.getLong(at);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new ImageException("it says " + number + " at byte " + at);
    }
    return (int) number;
  }

  /** Copies a tick that was the newest. Returns false where it was written over meanwhile. */
  boolean copy(long tick, TickImage into, boolean ladders) throws IOException {
    long at = layout.generationAt(tick);
    VarHandle.fullFence(); // What follows is read after the newest number, and before this one's.
    long devices = longAt(at + ImageLayout.DEVICES_AT);
    boolean fits = devices >= 0 && devices <= layout.deviceCapacity();
    if (fits) {
      copy(at, (int) devices, into, ladders);
    }
    VarHandle.fullFence();
    if (longAt(at + ImageLayout.TICK_AT) != tick) {
      return false;
    }
    if (!fits) {
      throw damaged(
          "it has room for %d devices and says that it has %d"
              .formatted(layout.deviceCapacity(), devices));
    }
    readTexts();
    into.textsOf(texts);
    try {
      into.requireSound();
    } catch (ImageException e) {
      throw damaged(e.problem());
    }
    return true;
  }

  private void copy(long at, int devices, TickImage into, boolean ladders) throws IOException {
    into.resize(devices);
    copy(at + ImageLayout.HOST_AT, into.hostColumn(), HostFigure.COUNT);
    copy(at + ImageLayout.DURATIONS_AT, into.durations().numbers(), Durations.LONGS);
    for (int column = 0; column < DeviceFigure.COUNT; column++) {
      copy(at + layout.columnAt(column), into.column(column), devices);
    }
    RungColumns rungs = ladders ? into.addLadders() : null;
    if (rungs != null) {
      copy(at + layout.laddersAt(), rungs);
    }
  }

  private void copy(long at, RungColumns into) throws IOException {
    int perChunk = CHUNK_BYTES / ImageLayout.RUNG_BYTES;
    for (int done = 0; done < into.count(); done += perChunk) {
      int some = Math.min(perChunk, into.count() - done);
      readFully(
          chunk.clear().limit(some * ImageLayout.RUNG_BYTES),
          at + (long) done * ImageLayout.RUNG_BYTES);
      for (int rung = 0; rung < some; rung++) {
        into.set(done + rung, chunk.getLong(), chunk.getLong(), 0);
      }
    }
  }

  private void copy(long at, long[] into, int count) throws IOException {
    int perChunk = CHUNK_BYTES / Long.BYTES;
    for (int done = 0; done < count; done += perChunk) {
      int some = Math.min(perChunk, count - done);
      readFully(chunk.clear().limit(some * Long.BYTES), at + (long) done * Long.BYTES);
      chunk.asLongBuffer().get(into, done, some);
    }
  }

  private void readTexts() throws IOException {
    long count = longAt(ImageLayout.TEXTS_AT);
    if (count < 0 || count > layout.textCapacity()) {
      throw damaged("it says that it has " + count + " texts");
    }
    VarHandle.fullFence();
    for (; textsRead < count; textsRead++) {
      readFully(
          chunk.clear().limit(2 * Integer.BYTES),
          layout.indexAt() + textsRead * 2L * Integer.BYTES);
      int offset = chunk.getInt(0);
      int length = chunk.getInt(Integer.BYTES);
      if (offset < 0
          || length < 0
          || length > CHUNK_BYTES
          || offset > layout.textBytes() - length) {
        throw damaged("text %d lies outside".formatted(textsRead));
      }
      readFully(chunk.clear().limit(length), layout.textAt() + (long) offset);
      byte[] text = new byte[length];
      chunk.get(0, text);
      texts.addLast(new String(text, StandardCharsets.UTF_8));
    }
  }

  /**
   * Whether its agent still runs. Where this process cannot see that, it does for as long as it
   * begins ticks. One that is due in a long time was promised before the last boot.
   */
  boolean isAlive(long nowNanos) throws IOException {
    return switch (life(nowNanos)) {
      case RUNS -> true;
      case GONE -> false;
      case UNSEEN -> {
        long lateNanos = nowNanos - longAt(ImageLayout.TICK_DUE_AT);
        yield lateNanos >= -FURTHEST_DUE_NANOS && lateNanos <= MOST_LATE_NANOS;
      }
    };
  }

  private AgentProcess.Life life(long nowNanos) {
    if (life == AgentProcess.Life.GONE || nowNanos - lookedAtNanos >= LOOK_EVERY_NANOS) {
      life = agent.life();
      lookedAtNanos = nowNanos;
    }
    return life;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  long longAt(long at) throws IOException {
    readFully(word.clear(), at);
    return word.getLong(0);
  }

  private void readFully(ByteBuffer buffer, long at) throws IOException {
    long from = at;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, from);
      if (read < 0) {
        throw refused("ends early; it was cut short");
      }
      from += read;
    }
    buffer.flip();
  }

  private ImageException damaged(String how) {
    return refused("is damaged: " + how);
  }

  private ImageException refused(String what) {
    return new ImageException(file + ": " + what);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
