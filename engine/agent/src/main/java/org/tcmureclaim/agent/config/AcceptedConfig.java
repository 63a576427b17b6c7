package org.tcmureclaim.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.host.files.RegularFile;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.files.WholeFile;

/**
 * The last configuration that an agent ran with, so that one that is started finds out which
 * promises are gone since. Its files are copied into a folder of their own, and the file {@code
 * current} names that folder once they are complete.
 */
public final class AcceptedConfig {
  /** Where it is kept on a real host. */
  public static final Path DEFAULT_FOLDER = Path.of("/var/lib/tcmu-reclaim/accepted");

  private static final String CURRENT = "current";
  private static final String FILE = "agent.yaml";
  private static final String DROP_INS = "customers.d";
  private static final int MOST_BYTES = 200;

  private final Path folder;

  public AcceptedConfig(Path folder) {
    this.folder = folder;
  }

  /** Keeps a configuration in place of the one before. */
  public void keep(LoadedConfig config) throws IOException {
    String name = config.stampAsRead();
    if (isCurrent(name)) {
      return;
    }
    Path copy = folder.resolve(name);
    StateFolder.create(copy.resolve(DROP_INS));
    for (Map.Entry<Path, String> text : config.readings().texts().entrySet()) {
      boolean first = text.getKey().equals(config.file());
      String to = first ? FILE : DROP_INS + "/" + text.getKey().getFileName();
      WholeFile.writePrivate(copy.resolve(to), text.getValue());
    }
    WholeFile.writePrivate(folder.resolve(CURRENT), name);
    deleteOthers(name);
  }

  /** The one that is kept; empty where there is none, or it cannot be used any more. */
  public Optional<LoadedConfig> kept() {
    try {
      Optional<String> name = current();
      return name.map(
          current ->
              LoadedConfig.loadWithDropIns(
                  folder.resolve(current).resolve(FILE),
                  folder.resolve(current).resolve(DROP_INS)));
    } catch (IOException | ConfigurationException | InvalidPathException e) {
      // A policy may be gone, or the file be damaged: nothing can be said of what was promised.
      return Optional.empty();
    }
  }

  /** A {@code current} that is damaged names none, so that it is written again. */
  private boolean isCurrent(String name) {
    try {
      return current().equals(Optional.of(name));
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<String> current() throws IOException {
    Path file = folder.resolve(CURRENT);
    return Files.exists(file)
        ? Optional.of(new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.UTF_8))
            .filter(name -> name.matches("[0-9a-f]{64}"))
        : Optional.empty();
  }

  private void deleteOthers(String name) throws IOException {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder)) {
      for (Path copy : copies) {
        String other = String.valueOf(copy.getFileName());
        if (!other.equals(name) && other.matches("[0-9a-f]{64}")) {
          deleteFiles(copy.resolve(DROP_INS));
          deleteFiles(copy);
        }
      }
    }
  }

  private static void deleteFiles(Path copy) throws IOException {
    if (!Files.isDirectory(copy)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(copy)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.delete(copy);
  }
}
