package org.tcmureclaim.configuration.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of drop-ins. */
final class DropInFolder {
  /** More is no folder of configurations. */
  private static final int MOST_ENTRIES = 10_000;

  private DropInFolder() {}

  /** The drop-ins in it, in the order of file names; none where there is no such folder. */
  static List<Path> dropIns(Path folder) throws IOException {
    return entries(folder).stream().filter(DropInFolder::isDropIn).toList();
  }

  /** What else lies there and was perhaps meant to be read, in the order of file names. */
  static List<Path> others(Path folder) throws IOException {
    return entries(folder).stream().filter(file -> !isDropIn(file) && !isNoDropIn(file)).toList();
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.limit(MOST_ENTRIES).sorted().toList();
    }
  }

  private static boolean isDropIn(Path file) {
    String name = name(file);
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && !name.startsWith(".");
  }

  /** What nobody takes for a drop-in: a text for readers, and the links of a mounted ConfigMap. */
  private static boolean isNoDropIn(Path file) {
    return name(file).startsWith("README") || name(file).startsWith("..");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
