package org.tcmureclaim.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The group that may read what the agent writes: that of the folder. Its unit has this group, but
 * an agent that root starts by hand has not, and what it makes would be hidden from the server.
 * Only root's files are given away, and only where the folder is root's too.
 */
final class FolderGroup {
  private static final int ROOT = 0;

  private FolderGroup() {}

  /** Gives what was just made the group of its folder. Where that fails it stays as it is. */
  static void give(Path made) {
    try {
      Path folder = made.toAbsolutePath().getParent();
      if (folder != null) {
        give(made, folder);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // The group cannot read it then, as it could not before.
    }
  }

  /**
   * Lets that group read as well what was made before there was one, for root alone.
   *
   * @param reading what the group may do from now on
   */
  static void letRead(Path made, Set<PosixFilePermission> reading) {
    give(made);
    try {
      if (id(made, "uid") == ROOT && id(made, "gid") != ROOT) {
        Set<PosixFilePermission> all =
            Files.getPosixFilePermissions(made, LinkOption.NOFOLLOW_LINKS);
        if (all.addAll(reading)) {
          Path unused = Files.setPosixFilePermissions(made, all);
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      // As above.
    }
  }

  private static void give(Path made, Path folder) throws IOException {
    int group = id(folder, "gid");
    boolean isRoots = id(made, "uid") == ROOT && id(made, "gid") == ROOT;
    if (isRoots && id(folder, "uid") == ROOT && group != ROOT) {
      Path unused = Files.setAttribute(made, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static int id(Path file, String of) throws IOException {
    return (int) Files.getAttribute(file, "unix:" + of, LinkOption.NOFOLLOW_LINKS);
  }
}
