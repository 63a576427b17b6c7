package org.tcmureclaim.replay.packing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tcmureclaim.replay.text.TraceException;

/**
 * A file that can be read as often as is needed, without its packings; or one in an archive.
 *
 * @param name for messages; of a file in an archive {@code ARCHIVE:FILE}
 * @param isMember whether it is in an archive, in which there may be files of other kinds too
 */
public record SourceFile(String name, boolean isMember, Opener opener) {
  /** Opens the packed bytes. */
  public interface Opener {
    /** Opens them from the beginning; {@code metered} sees them as they are read. */
    InputStream open(UnaryOperator<InputStream> metered) throws IOException;
  }

  /**
   * The file of this name; those in it where it is an archive.
   *
   * @throws TraceException if it is not there, or of a kind that cannot be read
   */
  public static List<SourceFile> of(Path file) throws IOException {
    requireFile(file);
    SourceFile whole =
        new SourceFile(
            file.toString(), false, metered -> metered.apply(Files.newInputStream(file)));
    if (!Files.isRegularFile(file)) {
      return List.of(whole); // Can be opened once only.
    }
    try (InputStream in = Files.newInputStream(file)) {
      Unpacked.Contents contents = Unpacked.of(file.toString(), in);
      return contents.kind().isEmpty()
          ? List.of(whole)
          : ArchiveFiles.of(file, whole, contents.kind().get());
    }
  }

  private static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new TraceException(file + ": is a directory; name the trace files in it");
    }
    if (Files.notExists(file)) {
      throw new TraceException(file + ": no such file");
    }
  }

  /**
   * What it holds, without packings, supporting marks.
   *
   * @param metered sees the packed bytes
   */
  public InputStream open(UnaryOperator<InputStream> metered) throws IOException {
    try {
      Unpacked.Contents contents = Unpacked.of(name, opener.open(metered));
      if (contents.kind().isPresent()) {
        contents.stream().close();
        throw new TraceException(
            name
                + ": is "
                + contents.kind().get().what()
                + (isMember ? " in an archive" : "")
                + "; unpack it, and name the files in it");
      }
      return contents.stream();
    } catch (NoSuchFileException e) {
      throw new TraceException(name + ": no such file", e);
    }
  }

  /** The name without folders and without what says how it is packed, such as {@code x_clat.1}. */
  public String shortName() {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    return last.replaceAll("(?<=.)\\.(gz|zst|xz|bz2|lz4)$", "")
        .replaceAll("(?<=.)\\.(log|csv|txt)$", "");
  }
}
