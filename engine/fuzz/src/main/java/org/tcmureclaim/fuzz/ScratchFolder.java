package org.tcmureclaim.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A folder for each target, in memory where the system has a file system for that. */
final class ScratchFolder {
  private static final Map<String, Path> FOLDERS = new ConcurrentHashMap<>();

  private ScratchFolder() {}

  static Path of(String target) throws IOException {
    Path known = FOLDERS.get(target);
    if (known != null) {
      return known;
    }
    Path memory = Path.of("/dev/shm");
    Path made =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "tcmu-reclaim-fuzz-")
            : Files.createTempDirectory("tcmu-reclaim-fuzz-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
    FOLDERS.put(target, made);
    return made;
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(ScratchFolder::deleteOne);
    } catch (IOException e) {
      // Left to the next start of the machine.
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // As above.
    }
  }
}
