package org.tcmureclaim.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.Section;

/** The files that a configuration is made of: {@code agent.yaml} and its drop-ins. */
final class ConfigFiles {
  private static final String KEY = "customers_dir";
  private static final String DEFAULT_FOLDER = "customers.d";

  private ConfigFiles() {}

  /**
   * The top sections of all drop-ins, in the order of file names. A drop-in holds {@code customers}
   * and nothing else.
   *
   * @param file that {@code root} was read from; its folder is where a relative path begins
   */
  static List<Section> dropIns(Section root, Path file, Readings readings) {
    String folderName = root.text(KEY, DEFAULT_FOLDER);
    return root.attempt(
        () ->
            list(root, folder(root, file, folderName)).stream()
                .flatMap(dropIn -> load(root, dropIn, readings))
                .toList(),
        List::<Section>of);
  }

  private static Stream<Section> load(Section root, Path dropIn, Readings readings) {
    return root.attempt(() -> Stream.of(Section.load(dropIn, readings)), Stream::<Section>empty);
  }

  private static Path folder(Section root, Path file, String name) {
    try {
      return file.resolveSibling(name);
    } catch (InvalidPathException e) {
      throw root.reject(KEY, "expected a path, got '" + name.replace('\0', '?') + "'");
    }
  }

  private static List<Path> list(Section root, Path folder) {
    if (!Files.isDirectory(folder)) {
      if (root.has(KEY)) {
        throw root.reject(KEY, folder + " is no folder; create it or correct the path");
      }
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(
              f -> f.toString().endsWith(".yaml") && !f.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw root.reject(KEY, folder + " cannot be listed: " + e.getMessage());
    }
  }
}
