package org.tcmureclaim.host.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file that gets its name when it is complete and on disk: after a crash there is the one before,
 * or all of this one. It is written under a name that cannot be foreseen, created for it, so that
 * no link is followed; and only a regular file is replaced.
 */
public final class WholeFile implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** So that with what is put around it the name has no more than 255 bytes, 4 a character. */
  private static final int MOST_NAME_CODE_POINTS = 55;

  private final Path file;
  private final Path draft;
  private final FileChannel channel;
  private final OutputStream out;
  private boolean completed;

  private WholeFile(Path file, FileAttribute<?>... attributes) throws IOException {
    requireReplaceable(file);
    this.file = file;
    this.draft = draftOf(file);
    this.channel =
        FileChannel.open(
            draft,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            attributes);
    this.out = Channels.newOutputStream(channel);
  }

  /** Begins a file that somebody asked for; its mode is that of the umask. */
  public static WholeFile create(Path file) throws IOException {
    return new WholeFile(file);
  }

  /** Begins a file of the agent's state; its mode is 0640 at most, its group the folder's. */
  public static WholeFile createPrivate(Path file) throws IOException {
    WholeFile whole = new WholeFile(file, NewFile.MODE);
    FolderGroup.give(whole.draft);
    return whole;
  }

  /** Writes a file that somebody asked for, in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    try (WholeFile whole = create(file)) {
      whole.write(text);
      whole.complete();
    }
  }

  /** Writes a file of the agent's state, in UTF-8; its mode is 0640 at most. */
  public static void writePrivate(Path file, String text) throws IOException {
    try (WholeFile whole = createPrivate(file)) {
      whole.write(text);
      whole.complete();
    }
  }

  /**
   * Refuses what a file may not take the place of: a link, a folder, a device.
   *
   * @throws FileSystemException in words for an operator
   */
  public static void requireReplaceable(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new FileSystemException(
          file.toString(), null, "is a symbolic link; name the file that it leads to");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "is not a regular file; name one that is, or a new one");
    }
  }

  /** Where it is written meanwhile. */
  public Path draft() {
    return draft;
  }

  /** Takes its content; unbuffered. */
  public OutputStream out() {
    return out;
  }

  private void write(String text) throws IOException {
    NewFile.writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Gives it its name. What {@link #out} took must be flushed before. */
  public void complete() throws IOException {
    if (channel.isOpen()) {
      channel.force(true);
      channel.close();
    }
    requireReplaceable(file);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    completed = true;
    syncFolder(file);
  }

  /** Drops it where it was not completed. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!completed) {
      Files.deleteIfExists(draft);
    }
  }

  /** Puts the names in the folder of a file on disk. */
  static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** A name beside a file that cannot be foreseen, for who creates the draft in another way. */
  public static Path draftOf(Path file) {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String name = String.valueOf(file.getFileName());
    int codePoints = Math.min(name.codePointCount(0, name.length()), MOST_NAME_CODE_POINTS);
    String start = name.substring(0, name.offsetByCodePoints(0, codePoints));
    return file.resolveSibling("." + start + "-" + HexFormat.of().formatHex(random) + ".part");
  }
}
