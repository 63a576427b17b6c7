package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tcmureclaim.recording.RecordingException;

/**
 * Finds recordings: a folder is one, or holds one for each run of an agent. Links in it are passed
 * over.
 */
public final class Recordings {
  private Recordings() {}

  /**
   * The recordings in a folder, the oldest run first, by their names; none where there are none or
   * it is no folder.
   *
   * @throws RecordingException where the folder cannot be listed
   */
  public static List<Path> in(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      if (BundleReader.isBundle(folder)) {
        return List.of(folder);
      }
      List<Path> found = new ArrayList<>();
      try (Stream<Path> runs = Files.list(folder)) {
        for (Path run : runs.sorted().toList()) {
          if (!Files.isSymbolicLink(run) && BundleReader.isBundle(run)) {
            found.add(run);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new RecordingException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }
}
