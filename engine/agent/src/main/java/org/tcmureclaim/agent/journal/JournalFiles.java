package org.tcmureclaim.agent.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files of a journal: a new one for each run and whenever the newest is full; the oldest go
 * when all together are too large, or when they are too old. Nothing is ever appended to a file
 * that another run wrote, so that a line which a crash cut short is the last of its file.
 */
final class JournalFiles implements AutoCloseable {
  /** One file is at most this part of the whole, so that dropping one drops little. */
  private static final int FILES = 8;

  private static final String PREFIX = "decisions-";
  private static final String SUFFIX = ".log";

  private final Path folder;
  private final long maxBytes;
  private final long maxAgeMillis;
  private final WallClock clock;
  private OutputStream out = OutputStream.nullOutputStream();
  private long writtenBytes = Long.MAX_VALUE;
  private long sequence;

  /**
   * A journal's files, none of which is opened before the first line.
   *
   * @throws IOException where the folder cannot be made or written
   */
  JournalFiles(Path folder, long maxBytes, long maxAgeMillis, WallClock clock) throws IOException {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.maxAgeMillis = maxAgeMillis;
    this.clock = clock;
    Files.createDirectories(folder);
    if (!Files.isWritable(folder)) {
      throw new IOException("permission denied");
    }
  }

  /** Appends a whole line, and makes room for it. */
  void append(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (writtenBytes > maxBytes / FILES - bytes.length) {
      next();
    }
    out.write(bytes);
    writtenBytes += bytes.length;
    dropOld();
  }

  private void next() throws IOException {
    out.close();
    Path file;
    do {
      file = folder.resolve(name(clock.epochMillis(), sequence++));
    } while (Files.exists(file));
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    out = Files.newOutputStream(file, StandardOpenOption.WRITE);
    writtenBytes = 0;
  }

  private static String name(long epochMillis, long sequence) {
    return String.format(Locale.ROOT, "%s%013d-%06d%s", PREFIX, epochMillis, sequence, SUFFIX);
  }

  /** The newest file stays, whatever its size: it holds the line that was just written. */
  private void dropOld() throws IOException {
    List<Path> files = oldestFirst(folder);
    long totalBytes = 0;
    for (Path file : files) {
      totalBytes += Files.size(file);
    }
    for (Path file : files.subList(0, files.size() - 1)) {
      FileTime changed = Files.getLastModifiedTime(file);
      boolean old = clock.epochMillis() - changed.toMillis() > maxAgeMillis;
      if (!old && totalBytes <= maxBytes) {
        return;
      }
      totalBytes -= Files.size(file);
      Files.delete(file);
    }
  }

  /** The files of the journal in this folder; none where there is no such folder. */
  static List<Path> oldestFirst(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> isJournal(String.valueOf(file.getFileName()))).sorted().toList();
    }
  }

  private static boolean isJournal(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
