package org.tcmureclaim.linux.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tcmureclaim.host.files.StateFolder;

/** The directory for what lives as long as the machine runs: {@code /run/tcmu-reclaim}. */
public final class RunDirectory {

  private RunDirectory() {}

  /** Makes sure that the directory of {@code file} is there; its group may read a new one. */
  public static void create(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      StateFolder.create(directory);
    }
  }
}
