package org.tcmureclaim.replay.packing;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.TraceException;

/**
 * The files in an archive. Those of a packed tar archive lie behind one another: up to 64 MiB in
 * all are kept in memory, and up to 8 larger ones are looked for from the beginning each.
 */
final class ArchiveFiles {
  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES_KEPT = 64L << 20;
  private static final int MOST_READ_AGAIN = 8;
  private static final int TAR_BLOCK_BYTES = 512;

  private ArchiveFiles() {}

  /** A file in a tar archive: the how-many-th entry it is. */
  private record Entry(String name, int number, long bytes) {}

  static List<SourceFile> of(Path file, SourceFile whole, FileKind kind) throws IOException {
    List<SourceFile> files = kind == FileKind.ZIP ? ofZip(file) : ofTar(file, whole);
    if (files.isEmpty()) {
      throw new TraceException(file + ": is an archive without a file");
    }
    return files;
  }

  private static List<SourceFile> ofZip(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(FileKind.HEAD_BYTES);
    }
    if (FileKind.of(head).filter(kind -> kind == FileKind.ZIP).isEmpty()) {
      throw new TraceException(file + ": is a packed zip archive; unpack it twice");
    }
    List<SourceFile> files = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.getEntry("[Content_Types].xml") != null) {
        throw new TraceException(file + ": is a document or a spreadsheet; save it as CSV");
      }
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory() && entry.getSize() != 0 && isWanted(entry.getName())) {
          String name = entry.getName();
          add(file, files, new SourceFile(file + ":" + name, true, in -> inZip(file, name, in)));
        }
      }
    } catch (ZipException e) {
      throw new TraceException(
          file + ": the zip archive is damaged or ends too early; copy it again: " + e.getMessage(),
          e);
    }
    return files;
  }

  private static InputStream inZip(Path file, String name, UnaryOperator<InputStream> metered)
      throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    ZipEntry entry = zip.getEntry(name);
    InputStream in = entry == null ? null : zip.getInputStream(entry);
    if (in == null) {
      zip.close();
      throw new IOException(name + " is not in the archive any more");
    }
    return new FilterInputStream(metered.apply(in)) {
      @Override
      public void close() throws IOException {
        super.close();
        zip.close();
      }
    };
  }

  private static List<SourceFile> ofTar(Path file, SourceFile whole) throws IOException {
    boolean isPacked;
    try (InputStream in = Files.newInputStream(file)) {
      isPacked = FileKind.of(in.readNBytes(FileKind.HEAD_BYTES)).orElse(null) != FileKind.TAR;
    }
    if (!isPacked) {
      return ofPlainTar(file);
    }
    List<Entry> entries = entries(file, whole);
    long bytes = entries.stream().mapToLong(Entry::bytes).sum();
    if (entries.size() > 1 && bytes <= MOST_BYTES_KEPT) {
      return kept(file, whole, entries);
    }
    if (entries.size() > MOST_READ_AGAIN) {
      throw new TraceException(
          String.format(
              Locale.ROOT,
              "%s: holds %,d files of %,d MiB, too much to be read out of a packed archive; unpack"
                  + " it with 'tar -xf %s' and give the files, with --together",
              file,
              entries.size(),
              bytes >> 20,
              file));
    }
    List<SourceFile> files = new ArrayList<>();
    for (Entry entry : entries) {
      add(
          file,
          files,
          new SourceFile(
              file + ":" + entry.name(),
              true,
              metered -> at(tar(file, whole.opener().open(metered)), entry.number())));
    }
    return files;
  }

  private static List<SourceFile> ofPlainTar(Path file) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    if (Files.size(file) % TAR_BLOCK_BYTES != 0) {
      throw new TraceException(file + ": the tar archive ends too early; copy it again");
    }
    try (TarFile tar = new TarFile(file)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        if (entry.isFile() && entry.getSize() > 0 && isWanted(entry.getName())) {
          long offset = entry.getDataOffset();
          long bytes = entry.getSize();
          SourceFile.Opener opener =
              metered -> {
                InputStream in = Files.newInputStream(file);
                in.skipNBytes(offset);
                return new PartStream(metered.apply(in), bytes);
              };
          add(file, files, new SourceFile(file + ":" + entry.getName(), true, opener));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
    return files;
  }

  private static List<SourceFile> kept(Path file, SourceFile whole, List<Entry> entries)
      throws IOException {
    List<SourceFile> files = new ArrayList<>();
    try (TarArchiveInputStream in = tar(file, whole.opener().open(stream -> stream))) {
      int at = 0;
      for (Entry entry : entries) {
        for (; at <= entry.number(); at++) {
          next(file, in);
        }
        byte[] bytes = in.readNBytes((int) entry.bytes());
        if (bytes.length < entry.bytes()) {
          throw new EOFException();
        }
        add(
            file,
            files,
            new SourceFile(
                file + ":" + entry.name(),
                true,
                metered -> metered.apply(new ByteArrayInputStream(bytes))));
      }
    }
    return files;
  }

  private static List<Entry> entries(Path file, SourceFile whole) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (TarArchiveInputStream in = tar(file, whole.opener().open(stream -> stream))) {
      TarArchiveEntry entry;
      for (int number = 0; (entry = next(file, in)) != null; number++) {
        if (entry.isFile() && entry.getSize() > 0 && isWanted(entry.getName())) {
          requireFew(file, entries.size());
          entries.add(new Entry(entry.getName(), number, entry.getSize()));
        }
      }
    }
    return entries;
  }

  private static TarArchiveInputStream tar(Path file, InputStream packed) throws IOException {
    return new TarArchiveInputStream(Unpacked.of(file.toString(), packed).stream());
  }

  private static InputStream at(TarArchiveInputStream in, int number) throws IOException {
    for (int i = 0; i <= number; i++) {
      if (in.getNextEntry() == null) {
        throw new EOFException();
      }
    }
    return in;
  }

  private static @Nullable TarArchiveEntry next(Path file, TarArchiveInputStream in)
      throws IOException {
    try {
      return in.getNextEntry();
    } catch (EOFException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static TraceException damaged(Path file, Exception e) {
    return new TraceException(file + ": the tar archive is damaged: " + e.getMessage(), e);
  }

  private static void add(Path file, List<SourceFile> files, SourceFile more) {
    requireFew(file, files.size());
    files.add(more);
  }

  private static void requireFew(Path file, int before) {
    if (before == MOST_FILES) {
      throw new TraceException(file + ": holds more than " + MOST_FILES + " files; unpack it");
    }
  }

  /** Whether it may be a trace: hidden files are what file managers leave behind. */
  private static boolean isWanted(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return !last.startsWith(".") && !name.startsWith("__MACOSX/");
  }
}
