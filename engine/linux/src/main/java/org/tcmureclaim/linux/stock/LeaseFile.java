package org.tcmureclaim.linux.stock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.tcmureclaim.linux.run.RunDirectory;

/** The file that holds the lease; there is none while nothing is lowered. */
final class LeaseFile {
  private final Path path;

  LeaseFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Writes the lease so that after a crash there is all of it or nothing. */
  void write(Lease lease) throws IOException {
    RunDirectory.create(path);
    Path draft = sibling(".new");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer text = ByteBuffer.wrap(lease.format().getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory();
  }

  /** The file's text; empty where there is no lease. */
  Optional<String> read() throws IOException {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /** Moves a lease that nobody understands out of the way, for somebody to look at. */
  Path setAside() throws IOException {
    Path aside = sibling(".malformed");
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    return aside;
  }

  private Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private void syncDirectory() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
