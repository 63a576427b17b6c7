package org.tcmureclaim.replay.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tcmureclaim.replay.packing.SourceFile;
import org.tcmureclaim.replay.text.TraceException;

/** Opens files without their packings, and says what is wrong with them. */
final class TraceFile {
  private TraceFile() {}

  /** The files of these names: all in an archive, and those of the CPUs of blktrace as one. */
  static List<SourceFile> sources(List<String> names) {
    Set<String> files = new LinkedHashSet<>();
    List<SourceFile> sources = new ArrayList<>();
    for (String name : names) {
      try {
        for (String file : BlktraceFiles.named(name)) {
          if (files.add(file)) {
            sources.addAll(SourceFile.of(Path.of(file)));
          }
        }
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }
    return BlktraceFiles.merged(sources);
  }

  /** The file of this name, or the only one in it where it is an archive. */
  static SourceFile single(Path file) {
    try {
      List<SourceFile> sources = SourceFile.of(file);
      if (sources.size() > 1) {
        throw new TraceException(
            file
                + ": is an archive of "
                + sources.size()
                + " files, where one is wanted; unpack it, and name one of them");
      }
      return sources.get(0);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** What a source holds, which is {@code file} or in it. */
  static InputStream open(SourceFile source, Path file, Progress progress) throws IOException {
    progress.begin(source.name(), Files.exists(file) ? Files.size(file) : 0);
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
