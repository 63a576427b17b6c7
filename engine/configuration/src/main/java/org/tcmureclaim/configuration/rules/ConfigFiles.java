package org.tcmureclaim.configuration.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tcmureclaim.configuration.Section;

/**
 * The files that a configuration is made of: {@code agent.yaml} and its drop-ins.
 *
 * @param customersDir the folder of drop-ins; a relative path begins at the folder of the file
 * @param reloadOnChange whether they are read again when one of them changes
 */
public record ConfigFiles(String customersDir, boolean reloadOnChange) {
  private static final String KEY = "customers_dir";
  private static final String DEFAULT_FOLDER = "customers.d";

  /** Asks for the keys that say which files there are. */
  public static ConfigFiles bind(Section root) {
    return new ConfigFiles(root.text(KEY, DEFAULT_FOLDER), root.flag("reload_on_change", false));
  }

  /**
   * The top sections of all drop-ins, in the order of file names. A drop-in holds {@code customers}
   * and nothing else.
   *
   * @param file that {@code root} was read from
   */
  public List<Section> dropIns(Section root, Path file) {
    Optional<Path> folder = folder(root, file, customersDir);
    return folder.isEmpty()
        ? List.of()
        : list(root, folder.get()).stream().flatMap(dropIn -> load(root, dropIn)).toList();
  }

  /** The texts of all files as they are now, by name; relative to the folder of the first. */
  public Map<String, String> texts(Path file) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    texts.put(String.valueOf(file.getFileName()), Files.readString(file));
    for (Path dropIn : dropInsOf(file.resolveSibling(customersDir))) {
      texts.put("customers.d/" + dropIn.getFileName(), Files.readString(dropIn));
    }
    return texts;
  }

  /** A text that is another one when a file has changed, has come or has gone. */
  public String stamp(Path file) {
    StringBuilder stamp = new StringBuilder(stampOf(file));
    Path folder = file.resolveSibling(customersDir);
    try {
      dropInsOf(folder).forEach(dropIn -> stamp.append(stampOf(dropIn)));
    } catch (IOException e) {
      stamp.append(folder).append(" not listed\n");
    }
    return stamp.toString();
  }

  private static String stampOf(Path file) {
    try {
      return "%s %s %d\n".formatted(file, Files.getLastModifiedTime(file), Files.size(file));
    } catch (IOException e) {
      return file + " not read\n";
    }
  }

  private static Stream<Section> load(Section root, Path dropIn) {
    return root.attempt(
        () -> Stream.of(Section.load(dropIn, root.readings())), Stream::<Section>empty);
  }

  private static Optional<Path> folder(Section root, Path file, String name) {
    try {
      return Optional.of(file.resolveSibling(name));
    } catch (InvalidPathException e) {
      root.refuse(KEY, "expected a path, got '" + name.replace('\0', '?') + "'");
      return Optional.empty();
    }
  }

  private static List<Path> list(Section root, Path folder) {
    if (!Files.isDirectory(folder)) {
      if (root.has(KEY)) {
        root.refuse(KEY, folder + " is no folder; create it or correct the path");
      }
      return List.of();
    }
    try {
      return dropInsOf(folder);
    } catch (IOException e) {
      root.refuse(KEY, folder + " cannot be listed: " + e.getMessage());
      return List.of();
    }
  }

  private static List<Path> dropInsOf(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> isDropIn(String.valueOf(file.getFileName()))).sorted().toList();
    }
  }

  /** Editors leave files with a leading dot behind. */
  private static boolean isDropIn(String name) {
    return name.endsWith(".yaml") && !name.startsWith(".");
  }
}
