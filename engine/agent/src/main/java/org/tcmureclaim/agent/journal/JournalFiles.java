package org.tcmureclaim.agent.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.files.KnownAges;
import org.tcmureclaim.host.files.NewFile;
import org.tcmureclaim.host.files.RegularFile;
import org.tcmureclaim.host.files.StateFolder;

/**
 * The files of a journal: a new one for each run, whenever the newest is full, and after an error;
 * the oldest go when all together are too large, or when they are too old. They are numbered, and
 * their order is that of the numbers, whatever the clock was set to meanwhile. Nothing is ever
 * appended to a file that another run wrote or whose last line may be half, so that such a line is
 * the last of its file.
 */
final class JournalFiles implements AutoCloseable {
  /** One file is at most this part of the whole, so that dropping one drops little. */
  private static final int FILES = 8;

  /** Those that older agents wrote have the time in their name; they come before all others. */
  private static final Pattern NAME =
      Pattern.compile("decisions-(?:s(?<number>\\d{10})|\\d{13}-\\d{6})\\.log");

  private static final Comparator<Path> OLDEST_FIRST =
      Comparator.comparingLong(JournalFiles::number)
          .thenComparing(file -> String.valueOf(file.getFileName()));

  private final Path folder;
  private final long maxBytes;
  private final long maxAgeMillis;
  private final WallClock clock;
  private final byte[] head;
  private final KnownAges ages = new KnownAges();
  private @Nullable FileChannel open;
  private @Nullable Path file;
  private long wholeBytes;
  private long lastNumber;

  /**
   * A journal's files, none of which is opened before the first line. {@code folder} need not be
   * there, and may go and come again.
   *
   * @param head the first line of each file
   */
  JournalFiles(Path folder, long maxBytes, long maxAgeMillis, WallClock clock, String head) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.maxAgeMillis = maxAgeMillis;
    this.clock = clock;
    this.head = head.getBytes(StandardCharsets.UTF_8);
  }

  Path folder() {
    return folder;
  }

  /**
   * Appends a whole line.
   *
   * @throws IOException where that is not possible; the next line begins a new file
   */
  void append(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    FileChannel channel = open;
    if (channel == null || !isThere() || wholeBytes > maxBytes / FILES - bytes.length) {
      channel = next();
    }
    try {
      if (wholeBytes == 0) {
        write(channel, head);
      }
      write(channel, bytes);
    } catch (IOException e) {
      giveUp(channel);
      throw e;
    }
  }

  private void write(FileChannel channel, byte[] line) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(line);
    while (left.hasRemaining()) {
      channel.write(left);
    }
    wholeBytes += line.length;
  }

  /** It, or what is mounted there, may have been removed; it would be written for no reader. */
  private boolean isThere() {
    return file != null && RegularFile.is(file);
  }

  private FileChannel next() throws IOException {
    close();
    StateFolder.create(folder);
    List<Path> files = oldestFirst(folder);
    if (!files.isEmpty()) {
      lastNumber = Math.max(lastNumber, number(files.get(files.size() - 1)));
    }
    while (true) {
      lastNumber++;
      Path next = folder.resolve(String.format(Locale.ROOT, "decisions-s%010d.log", lastNumber));
      try {
        FileChannel channel = NewFile.create(next);
        open = channel;
        file = next;
        wholeBytes = 0;
        return channel;
      } catch (FileAlreadyExistsException e) {
        // Something else has this name; the next one may be free.
      }
    }
  }

  /** Cuts half a line off, and leaves no file that has nothing but its head. */
  private void giveUp(FileChannel channel) {
    open = null;
    try (channel) {
      if (wholeBytes <= head.length && file != null) {
        Files.deleteIfExists(file);
      } else {
        channel.truncate(wholeBytes);
      }
    } catch (IOException e) {
      // Half a line at the end of a file harms nothing: its sum tells.
    }
  }

  /**
   * Drops what is too old or too much. The newest file stays, whatever its size: it holds the line
   * that was written last.
   *
   * @param nowNanos the monotonic clock of the run
   */
  void dropOld(long nowNanos) throws IOException {
    List<KnownAges.Seen> seen = new ArrayList<>();
    long totalBytes = 0;
    for (Path one : oldestFirst(folder)) {
      try {
        seen.add(new KnownAges.Seen(one, Files.getLastModifiedTime(one).toMillis()));
        totalBytes += Files.size(one);
      } catch (NoSuchFileException e) {
        // Removed meanwhile.
      }
    }
    ages.note(seen, nowNanos);
    for (int i = 0; i < seen.size() - 1; i++) {
      KnownAges.Seen oldest = seen.get(i);
      boolean old = ages.isOlder(oldest, maxAgeMillis, clock.epochMillis(), nowNanos);
      if (!old && totalBytes <= maxBytes) {
        return;
      }
      totalBytes -= drop(oldest.file());
    }
  }

  private static long drop(Path file) throws IOException {
    try {
      long bytes = Files.size(file);
      Files.delete(file);
      return bytes;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /**
   * The files of the journal in this folder; none where there is no such folder.
   *
   * @throws IOException where this process may not look
   */
  static List<Path> oldestFirst(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(one -> name(one).matches())
          .filter(RegularFile::is)
          .sorted(OLDEST_FIRST)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Which of two files is the older one. */
  static int compare(Path one, Path other) {
    return OLDEST_FIRST.compare(one, other);
  }

  private static Matcher name(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName()));
  }

  private static long number(Path file) {
    Matcher name = name(file);
    return name.matches() && name.group("number") != null
        ? Long.parseLong(name.group("number"))
        : 0;
  }

  @Override
  public void close() throws IOException {
    FileChannel channel = open;
    open = null;
    if (channel != null) {
      channel.close();
    }
  }
}
