package org.tcmureclaim.agent.address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;

/**
 * The file of a Unix socket. Whoever may write to it may command the agent, so both it and its
 * folder are their owner's. The folder's mode counts from before the socket is there.
 */
public final class SocketFile {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final int TYPE = 0xf000; // S_IFMT of linux/stat.h
  private static final int SOCKET = 0xc000;

  private final Path path;
  private @Nullable Object made;

  public SocketFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /**
   * Makes the folder, and takes away what an agent left that was killed.
   *
   * @throws IOException saying what is in the way, and what to do
   */
  public void prepare() throws IOException {
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    StateFolder.requireOwned(folder);
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(folder + " can be written by others; chmod go-w it or choose another");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      removeLeftOver();
    }
  }

  private void removeLeftOver() throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & TYPE) != SOCKET) {
      throw new IOException(path + " is there and is no socket; move it away");
    }
    if (hasListener()) {
      throw new IOException(path + ": another agent listens there");
    }
    boolean unused = Files.deleteIfExists(path);
  }

  /** Asks without waiting, also where the listener is behind: that one lives too. */
  private boolean hasListener() throws IOException {
    try {
      UnixConnection connection = UnixConnection.to(path);
      if (connection != null) {
        connection.close();
      }
      return true;
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ECONNREFUSED || e.errno() == Errno.ENOENT) {
        return false; // The file outlived its agent.
      }
      throw e;
    }
  }

  /** Sets the mode of a socket that was just made. */
  public void closeToOthers() throws IOException {
    Files.setPosixFilePermissions(path, OWNER_ALONE);
    made();
  }

  /** Notes that the file is the caller's own. */
  public void made() throws IOException {
    made = key();
  }

  private Object key() throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  /** Whether the own file is still there: no client reaches a socket whose file is gone. */
  public boolean isThere() throws IOException {
    try {
      return key().equals(made);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Takes the own file away; leaves one that is another's by now. */
  public void delete() throws IOException {
    if (isThere()) {
      boolean unused = Files.deleteIfExists(path);
    }
  }
}
