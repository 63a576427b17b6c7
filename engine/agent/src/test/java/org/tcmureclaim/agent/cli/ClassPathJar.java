package org.tcmureclaim.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A jar that stands for the class path of the tests, for processes of their own. */
public final class ClassPathJar {
  private ClassPathJar() {}

  /** Writes it. */
  private static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(Attributes.Name.CLASS_PATH, urls().collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  /** Puts the launcher below a folder, with the jar where it looks for the agent. */
  public static void writeWithLauncher(Path home) throws IOException {
    Path target = home.resolve("engine/agent/target");
    Files.createDirectories(target.resolve("lib"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Path.of("../../bin/tcmu-reclaim"), home.resolve("bin/tcmu-reclaim"));
    write(target.resolve("engine-agent-test.jar"));
    linkPrograms(home);
  }

  /** Has the launcher find all programs where that of the agent is. */
  public static void linkPrograms(Path home) throws IOException {
    for (String program : List.of("server", "command")) {
      Files.createSymbolicLink(home.resolve("engine").resolve(program), Path.of("agent"));
    }
  }

  /** All jars and folders of this process. */
  static List<Path> classPath() throws IOException {
    return urls().map(url -> Path.of(URI.create(url))).toList();
  }

  /** The same without libraries of tests. */
  public static List<Path> files() throws IOException {
    Pattern ofTests =
        Pattern.compile(
            "junit|opentest4j|apiguardian|assertj|archunit|byte-buddy|surefire|chromium|-tests[.]jar");
    return classPath().stream()
        .filter(path -> !ofTests.matcher(String.valueOf(path.getFileName())).find())
        .filter(path -> !path.endsWith("test-classes") && !path.endsWith("src/test/resources"))
        .toList();
  }

  private static Stream<String> urls() throws IOException {
    ClassLoader loader = ClassPathJar.class.getClassLoader();
    Stream<String> jars =
        Stream.of("META-INF/MANIFEST.MF", "org/tcmureclaim/")
            .flatMap(name -> resources(loader, name))
            .map(url -> url.toString().replaceFirst("^jar:", "").replaceFirst("!.*", ""))
            .map(url -> url.replaceFirst("(META-INF/MANIFEST.MF|org/tcmureclaim/)$", ""))
            .filter(url -> url.startsWith("file:"))
            .distinct();
    return jars;
  }

  private static Stream<URL> resources(ClassLoader loader, String name) {
    try {
      return Collections.list(loader.getResources(name)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
