package org.tcmureclaim.linux.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory for what lives as long as the machine runs: {@code /run/tcmu-reclaim}. */
public final class RunDirectory {

  private RunDirectory() {}

  /** Makes sure that the directory of {@code file} is there; a new one is its owner's alone. */
  public static void create(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
