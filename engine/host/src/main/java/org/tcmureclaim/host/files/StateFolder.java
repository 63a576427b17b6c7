package org.tcmureclaim.host.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A folder that the agent writes into: made with mode 0750, and looked at before it is used. */
public final class StateFolder {
  private static final int OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;
  private static final FileAttribute<?> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

  private StateFolder() {}

  /**
   * Makes it where it is not there.
   *
   * @return warnings about who else can change what is in it
   * @throws IOException in words for an operator, where it cannot be made or written, or is another
   *     user's
   */
  public static List<String> open(Path folder) throws IOException {
    return open(folder, ownUser());
  }

  static List<String> open(Path folder, int ownUser) throws IOException {
    create(folder);
    requireOwned(folder, ownUser);
    tryToWrite(folder);
    return warnings(folder, ownUser);
  }

  /**
   * Refuses a folder that is neither root's nor this process's user's.
   *
   * @throws FileSystemException in words for an operator
   */
  public static void requireOwned(Path folder) throws IOException {
    requireOwned(folder, ownUser());
  }

  /**
   * Refuses a file that is not a regular one, or that another user than root or this process's
   * could have written.
   *
   * @throws FileSystemException in words for an operator
   */
  public static void requireOwnedFile(Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile()) {
      throw new FileSystemException(
          file.toString(), null, "is no regular file, so no agent wrote it");
    }
    requireOwned(file.toAbsolutePath().resolveSibling(""));
    int owner = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (owner != 0 && owner != ownUser()) {
      throw new FileSystemException(
          file.toString(), null, "belongs to user " + owner + ", so it is not believed; remove it");
    }
  }

  private static void requireOwned(Path folder, int ownUser) throws IOException {
    int owner = owner(folder);
    if (owner != ownUser && owner != 0) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "belongs to user " + owner + ", who could replace what is in it; chown it to " + ownUser);
    }
  }

  /** Makes a folder and those above it, with mode 0750 at most and the group of its own folder. */
  public static void create(Path folder) throws IOException {
    try {
      Path absolute = folder.toAbsolutePath();
      Deque<Path> missing = new ArrayDeque<>();
      for (Path part = absolute; part != null && !Files.exists(part); part = part.getParent()) {
        missing.addFirst(part);
      }
      Path unused = Files.createDirectories(folder, MODE);
      missing.forEach(FolderGroup::give); // From the outermost on: each has that of the one above.
    } catch (FileSystemException e) {
      throw inPlainWords(folder, e);
    }
  }

  /**
   * Lets the group of a folder read it and these files in it, as if they were made now: releases
   * with one process made them for root alone. Does nothing where they are another user's, or have
   * no other group than root's.
   */
  public static void letGroupRead(Path folder, List<Path> files) {
    FolderGroup.letRead(
        folder, Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE));
    files.forEach(file -> FolderGroup.letRead(file, Set.of(PosixFilePermission.GROUP_READ)));
  }

  /**
   * Makes a folder that must not be there, likewise.
   *
   * @throws FileAlreadyExistsException where something is at its place
   */
  public static Path createNew(Path folder) throws IOException {
    Path made = Files.createDirectory(folder, MODE);
    FolderGroup.give(made);
    return made;
  }

  private static void tryToWrite(Path folder) throws IOException {
    Path trial = folder.resolve(".writable-" + ProcessHandle.current().pid());
    try {
      Files.deleteIfExists(trial);
      NewFile.create(trial).close();
      Files.deleteIfExists(trial);
    } catch (FileSystemException e) {
      if (!isFull(e)) {
        throw inPlainWords(folder, e);
      }
    }
  }

  /** A full disk has room again some time; what cannot be written never can. */
  static boolean isFull(FileSystemException e) {
    String reason = String.valueOf(e.getReason());
    return reason.startsWith("No space left") || reason.startsWith("Disk quota exceeded");
  }

  static FileSystemException inPlainWords(Path folder, FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return new AccessDeniedException(folder.toString(), null, "permission denied");
    }
    String reason = String.valueOf(e.getReason());
    if (reason.startsWith("Read-only file system")) {
      return new ReadOnlyFolderException(folder);
    }
    return e;
  }

  /** What another user could do about this folder. */
  static List<String> warnings(Path folder, int ownUser) throws IOException {
    List<String> warnings = new ArrayList<>();
    Path real = folder.toRealPath();
    for (Path part = real; part != null; part = part.getParent()) {
      int mode = mode(part);
      int owner = owner(part);
      if (owner != ownUser && owner != 0) {
        warnings.add(part + " belongs to user " + owner + ", who could replace " + folder);
      } else if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
        warnings.add(
            part
                + " can be written by others than its owner (mode "
                + String.format("%04o", mode)
                + "), who could replace what the agent keeps there; chmod go-w "
                + part);
      }
    }
    return warnings;
  }

  private static int owner(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid");
  }

  private static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:mode") & 07777;
  }

  /** The user that this process acts as. */
  public static int ownUser() throws IOException {
    return owner(Path.of("/proc/self"));
  }
}
