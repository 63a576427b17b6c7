package org.tcmureclaim.replay.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tcmureclaim.replay.packing.SourceFile;
import org.tcmureclaim.replay.text.TraceException;

/** Opens files without their packings, and says what is wrong with them. */
final class TraceFile {
  private TraceFile() {}

  /** The files of this name: several in an archive. */
  static List<SourceFile> sources(String name) {
    try {
      return SourceFile.of(Path.of(name));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** What a single file holds; bytes read from the file itself are told to {@code progress}. */
  static InputStream open(Path file, Progress progress) throws IOException {
    List<SourceFile> sources = SourceFile.of(file);
    if (sources.size() > 1) {
      throw new TraceException(
          file
              + ": is an archive of "
              + sources.size()
              + " files, where one is wanted; unpack it, and name one of them");
    }
    return open(sources.get(0), file, progress);
  }

  /** What a source holds, which is {@code file} or in it. */
  static InputStream open(SourceFile source, Path file, Progress progress) throws IOException {
    progress.begin(source.name(), Files.size(file));
    return source.open(in -> new MeteredStream(in, progress));
  }

  /** The exception for a file that could not be read. */
  static TraceException unreadable(String name, IOException e) {
    return new TraceException(
        e instanceof EOFException
            ? name + ": the compressed file ends too early; copy it again"
            : name + ": cannot be read: " + e.getMessage(),
        e);
  }
}
