package org.tcmureclaim.linux.stock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.tcmureclaim.host.files.RegularFile;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.linux.run.RunDirectory;

/** The file that holds the lease; there is none while nothing is lowered. */
final class LeaseFile {
  private static final int MOST_BYTES = 4096;
  private static final int OTHERS_WRITE = 0022;

  private final Path path;

  LeaseFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Whether something is there, be it a lease or not. */
  boolean isThere() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes the lease so that after a crash there is all of it or nothing. */
  void write(Lease lease) throws IOException {
    RunDirectory.create(path);
    WholeFile.writePrivate(path, lease.format());
  }

  /**
   * The file's text, each byte a character; empty where there is no lease.
   *
   * @throws IllegalArgumentException with the reason where it is not to be believed: no regular
   *     file, another user's, or one that another user can write
   */
  Optional<String> read() throws IOException {
    if (!isThere()) {
      return Optional.empty();
    }
    if (!RegularFile.is(path)) {
      throw new IllegalArgumentException("is not a regular file");
    }
    int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    if (owner != 0 && owner != StateFolder.ownUser()) {
      throw new IllegalArgumentException("belongs to user " + owner);
    }
    if ((mode & OTHERS_WRITE) != 0) {
      throw new IllegalArgumentException(
          String.format("can be written by others than its owner (mode %o)", mode));
    }
    long bytes = Files.size(path);
    if (bytes == 0 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException("has " + bytes + " bytes");
    }
    return Optional.of(new String(RegularFile.read(path, MOST_BYTES), StandardCharsets.ISO_8859_1));
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /** Moves what is no lease out of the way, for an operator to look at. */
  Path setAside() throws IOException {
    Path aside = sibling(".malformed");
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    return aside;
  }

  private Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
