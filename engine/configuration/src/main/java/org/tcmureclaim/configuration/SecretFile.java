package org.tcmureclaim.configuration;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file with a secret that the server needs. Either its owner alone can read it, or it is root's
 * and the group of this process may read it: so a server that is not root reads a secret that it
 * cannot change.
 */
public final class SecretFile {
  private static final int GROUP_READS = 0040;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_READ = 0004;
  private static final int OTHERS_WRITE = 0002;

  private SecretFile() {}

  /** Of a file or of a process: the numbers of its user and its group. */
  record Owner(int user, int group) {
    static final int ROOT = 0;
  }

  /**
   * The whole content.
   *
   * @param what it is, such as "this token"
   * @param mostBytes a larger file is refused
   * @throws IOException naming the file, saying what is wrong with it, and how to set it
   */
  public static byte[] read(Path file, String what, int mostBytes) throws IOException {
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode");
      Owner process = ownerOf(Path.of("/proc/self"));
      Optional<String> problem = problem(what, ownerOf(file), mode, process, groupOfProcess());
      if (problem.isPresent()) {
        throw new IOException(file + ": " + problem.get());
      }
      return OperatorFile.read(file, mostBytes);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": is not there", e);
    } catch (AccessDeniedException e) {
      throw new IOException(
          file + ": this process cannot read " + what + "; " + forGroup(groupOfProcess()), e);
    }
  }

  /** What is wrong with owner and mode, and what to do; empty where all is well. */
  static Optional<String> problem(
      String what, Owner file, int mode, Owner process, String groupName) {
    if (file.user != Owner.ROOT && file.user != process.user) {
      return Optional.of(
          "belongs to user " + file.user + ", who could change " + what + "; chown it to root");
    }
    boolean sharedWithGroup =
        file.user == Owner.ROOT && process.user != Owner.ROOT && file.group == process.group;
    int forbidden = GROUP_WRITES | OTHERS_WRITE | OTHERS_READ | (sharedWithGroup ? 0 : GROUP_READS);
    if ((mode & forbidden) == 0) {
      return Optional.empty();
    }
    boolean read = (mode & forbidden & (GROUP_READS | OTHERS_READ)) != 0;
    String others = "others can " + (read ? "read " : "change ") + what + "; ";
    boolean own = process.user == Owner.ROOT || file.user == process.user;
    return Optional.of(others + (own ? "chmod 600 it" : forGroup(groupName)));
  }

  private static String forGroup(String group) {
    return "chgrp %s it and chmod 640 it".formatted(group);
  }

  private static Owner ownerOf(Path file) throws IOException {
    return new Owner(
        (int) Files.getAttribute(file, "unix:uid"), (int) Files.getAttribute(file, "unix:gid"));
  }

  /** Its name, or its number where it has none. */
  private static String groupOfProcess() throws IOException {
    return String.valueOf(
        Files.getAttribute(Path.of("/proc/self"), "posix:group", LinkOption.NOFOLLOW_LINKS));
  }
}
