package org.tcmureclaim.configuration.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The same, with drop-ins in this folder. */
  public ConfigFiles in(Path folder) {
    return new ConfigFiles(folder.toString(), reloadOnChange);
  }

  /**
   * The top sections of all drop-ins, in the order of file names. A drop-in holds {@code customers}
   * and nothing else.
   *
   * @param file that {@code root} was read from, or where it is going to be
   */
  public List<Section> dropIns(Section root, Path file) {
    Optional<Path> folder = folder(root, file, customersDir);
    return folder.isEmpty()
        ? List.of()
        : list(root, folder.get()).stream().flatMap(dropIn -> load(root, dropIn)).toList();
  }

  /** A text that is another one when the content of a file has changed, or one has come or gone. */
  public String stamp(Path file) {
    ContentDigest digest = new ContentDigest();
    digest.add(file);
    try {
      DropInFolder.dropIns(file.resolveSibling(customersDir)).forEach(digest::add);
    } catch (IOException e) {
      digest.add("not listed", "");
    }
    return digest.text();
  }

  /** How long the file and its drop-ins are together; what cannot be read counts for nothing. */
  public long bytes(Path file) {
    long total = file.toFile().length();
    try {
      for (Path dropIn : DropInFolder.dropIns(file.resolveSibling(customersDir))) {
        total += dropIn.toFile().length();
      }
    } catch (IOException e) {
      return total; // Reading it says what is wrong.
    }
    return total;
  }

  /** The stamp of files that had these texts. */
  public static String stampOf(Map<Path, String> texts) {
    ContentDigest digest = new ContentDigest();
    texts.forEach((file, text) -> digest.add(file.toString(), text));
    return digest.text();
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
      for (Path other : DropInFolder.others(folder)) {
        root.readings()
            .noteWithoutEffect(
                other
                    + ": is not read; the name of a drop-in ends in .yaml or .yml and does not"
                    + " begin with a dot. Rename it, or move it elsewhere");
      }
      return DropInFolder.dropIns(folder);
    } catch (IOException e) {
      root.refuse(KEY, folder + " cannot be listed: " + e.getMessage());
      return List.of();
    }
  }
}
