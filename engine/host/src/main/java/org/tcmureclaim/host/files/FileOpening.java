package org.tcmureclaim.host.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Opens regular files. What is there can become a pipe between a look at it and the opening, and
 * opening a pipe waits for its writer: so the agent has one that opens without waiting and looks
 * then. Java has no door to that; a workstation, where nobody waits for it, looks and opens.
 */
public interface FileOpening {
  /** What was found is no regular file. */
  final class NotRegularException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    public NotRegularException(Path file) {
      super(file.toString(), null, "is a FIFO, a device or a socket; only regular files are read");
    }
  }

  /** Looks and opens, by Java's own means. */
  FileOpening LOOKS_FIRST = FileOpening::look;

  /** The one of this program. */
  FileOpening OF_PROCESS =
      ServiceLoader.load(FileOpening.class, FileOpening.class.getClassLoader())
          .findFirst()
          .orElse(LOOKS_FIRST);

  /**
   * Opens a file for reading.
   *
   * @param followLinks whether a link at the end of the path is followed
   * @throws NotRegularException where it is something else
   * @throws NoSuchFileException where nothing is there
   */
  InputStream open(Path file, boolean followLinks) throws IOException;

  private static InputStream look(Path file, boolean followLinks) throws IOException {
    LinkOption[] links =
        followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    if (Files.exists(file, links) && !Files.isRegularFile(file, links)) {
      throw new NotRegularException(file);
    }
    OpenOption[] options = links;
    return Files.newInputStream(file, options);
  }
}
