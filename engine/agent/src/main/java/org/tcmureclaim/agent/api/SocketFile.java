package org.tcmureclaim.agent.api;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.tcmureclaim.host.files.StateFolder;

/**
 * The file of a Unix socket. Whoever may write to it may command the agent, so both it and its
 * folder are their owner's alone. The folder's mode counts from before the socket is there; the
 * file's could only be set afterwards.
 */
final class SocketFile {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;

  SocketFile(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder, and takes away what an agent left that was killed.
   *
   * @throws IOException saying what is in the way
   */
  void prepare() throws IOException {
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    StateFolder.requireOwned(folder);
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(folder + " can be written by others; chmod go-w it or choose another");
    }
    if (Files.exists(path)) {
      removeLeftOver();
    }
  }

  private void removeLeftOver() throws IOException {
    if (Files.isRegularFile(path) || Files.isDirectory(path)) {
      throw new IOException(path + " is there and is no socket");
    }
    if (somebodyListens()) {
      throw new IOException(path + ": another agent listens there");
    }
    Files.delete(path);
  }

  private boolean somebodyListens() {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false; // Refused: the file outlived its agent.
    }
  }

  /** Sets the mode of a socket that was just made. */
  void closeToOthers() throws IOException {
    Files.setPosixFilePermissions(path, OWNER_ALONE);
  }

  void delete() throws IOException {
    boolean unused = Files.deleteIfExists(path);
  }
}
