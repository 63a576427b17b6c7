package org.tcmureclaim.agent.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A process of its own with the Java and the class path of the tests. */
public final class TestJvm {
  private TestJvm() {}

  /**
   * Returns the command that runs a class. It may load native libraries, as from the launcher:
   * otherwise a newer JDK warns of it on standard error.
   *
   * @param options those of the JVM
   */
  public static List<String> command(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.add("-cp");
    command.add(
        ClassPathJar.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
