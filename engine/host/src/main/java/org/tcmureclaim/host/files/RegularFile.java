package org.tcmureclaim.host.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files of a folder that others may have made: no link, no pipe, no device. */
public final class RegularFile {
  private RegularFile() {}

  /** Whether it is one: a link is none, whatever it leads to. */
  public static boolean is(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Refuses what is none.
   *
   * @throws NoSuchFileException where nothing is there
   * @throws FileSystemException where it is something else
   */
  public static void require(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!is(file)) {
      throw new FileSystemException(
          file.toString(),
          null,
          Files.isSymbolicLink(file)
              ? "is a symbolic link, which is not followed"
              : "is not a regular file");
    }
  }

  /**
   * Opens it for reading.
   *
   * @throws NoSuchFileException where nothing is there
   * @throws FileSystemException where it is something else
   */
  public static InputStream open(Path file) throws IOException {
    require(file);
    return FileOpening.OF_PROCESS.open(file, false);
  }

  /**
   * All of it.
   *
   * @throws FileSystemException also where it is larger
   */
  public static byte[] read(Path file, int mostBytes) throws IOException {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new FileSystemException(
            file.toString(), null, "has more than " + mostBytes + " bytes");
      }
      return bytes;
    }
  }
}
