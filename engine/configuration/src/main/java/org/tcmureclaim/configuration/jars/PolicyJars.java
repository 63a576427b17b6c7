package org.tcmureclaim.configuration.jars;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.configuration.ConfigurationException;

/** The jars of a folder, in the order of their names. */
public record PolicyJars(List<PolicyJar> jars) {

  public PolicyJars {
    jars = List.copyOf(jars);
  }

  /** No jar. */
  public static PolicyJars none() {
    return new PolicyJars(List.of());
  }

  /**
   * Opens the jars that are in a folder now. One whose file is the same as among these stays the
   * same, with its classes. A folder that is not there has none.
   *
   * @throws ConfigurationException naming each jar that cannot be used
   */
  public PolicyJars again(Path folder) {
    List<PolicyJar> opened = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : filesIn(folder)) {
      try {
        opened.add(PolicyJar.open(file, jars));
      } catch (ConfigurationException e) {
        problems.add(e.getMessage() + "; mend it, or move it out of " + folder);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(String.join("\n", problems));
    }
    return new PolicyJars(opened);
  }

  private static List<Path> filesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "[!.]*.jar")) {
      jars.forEach(files::add);
    } catch (IOException e) {
      throw new ConfigurationException(folder + ": cannot be read: " + e.getMessage(), e);
    }
    files.sort(null);
    return files;
  }
}
