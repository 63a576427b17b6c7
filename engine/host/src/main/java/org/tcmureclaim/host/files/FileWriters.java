package org.tcmureclaim.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Who could change a file: by its mode, or by putting another one in its place. */
public final class FileWriters {
  private static final int OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;
  private static final int ROOT = 0;

  private FileWriters() {}

  /**
   * Whether others than root and the user of this process could, and how: the file, a folder above
   * it, or a link on the way to it is theirs or lets them write. Lists of further users (ACLs) show
   * in the mode too.
   *
   * @return in words, with what to do; empty where they cannot
   * @throws IOException where the file is not there, or cannot be looked at
   */
  public static Optional<String> others(Path file) throws IOException {
    return others(file, StateFolder.ownUser());
  }

  static Optional<String> others(Path file, int ownUser) throws IOException {
    Path given = file.toAbsolutePath();
    Path real = file.toRealPath();
    Optional<String> problem = upFrom(real, ownUser);
    // Who can replace a link can make it lead elsewhere, whatever is true of where it leads.
    return problem.isPresent() ? problem : upFrom(given, ownUser);
  }

  private static Optional<String> upFrom(Path file, int ownUser) throws IOException {
    boolean last = true;
    for (Path part = file; part != null; part = part.getParent()) {
      Optional<String> problem = of(part, last, ownUser);
      if (problem.isPresent()) {
        return problem;
      }
      last = false;
    }
    return Optional.empty();
  }

  /** A link has no mode; what it leads to, and the folder that it is in, are looked at besides. */
  private static Optional<String> of(Path part, boolean last, int ownUser) throws IOException {
    int owner = (int) Files.getAttribute(part, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (owner != ROOT && owner != ownUser) {
      return Optional.of(
          part
              + " belongs to user "
              + owner
              + "; chown it to "
              + (ownUser == ROOT ? "root" : ownUser));
    }
    int mode = (int) Files.getAttribute(part, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    boolean keepsOthersOut = !last && (mode & STICKY) != 0;
    return (mode & OTHERS_WRITE) == 0 || keepsOthersOut || Files.isSymbolicLink(part)
        ? Optional.empty()
        : Optional.of(
            "%s can be written by others than its owner (mode %04o); chmod go-w %s"
                .formatted(part, mode, part));
  }
}
