package org.tcmureclaim.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.tcmureclaim.host.files.FileOpening;

/**
 * Reads files that an operator names. A FIFO, a device or a socket is refused, as reading one may
 * never end: before it is opened, as opening a device can do something, and after it was, as
 * another file may lie there by then. Links are followed. A file never takes more memory than the
 * bound.
 */
public final class OperatorFile {
  private OperatorFile() {}

  /**
   * The whole content.
   *
   * @param mostBytes a larger file is refused
   * @throws IOException with a reason for an operator
   */
  public static byte[] read(Path file, int mostBytes) throws IOException {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw refused(file, "is larger than " + SizeText.of(mostBytes) + "; is it the right file?");
      }
      return bytes;
    }
  }

  /**
   * Opens it without waiting for anything.
   *
   * @throws IOException with a reason for an operator
   */
  public static InputStream open(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw refused(file, "is a directory; give the file itself");
    }
    if (!attributes.isRegularFile()) {
      throw new FileOpening.NotRegularException(file);
    }
    return FileOpening.OF_PROCESS.open(file, true);
  }

  private static FileSystemException refused(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
