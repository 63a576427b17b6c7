package org.tcmureclaim.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A jar that stands for the class path of the tests, for processes of their own. */
public final class ClassPathJar {
  private ClassPathJar() {}

  /** Writes it. */
  public static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  /** As a manifest has it: all jars and folders of this process. */
  private static String classPath() throws IOException {
    ClassLoader loader = ClassPathJar.class.getClassLoader();
    Stream<String> jars =
        Stream.of("META-INF/MANIFEST.MF", "org/tcmureclaim/")
            .flatMap(name -> resources(loader, name))
            .map(url -> url.toString().replaceFirst("^jar:", "").replaceFirst("!.*", ""))
            .map(url -> url.replaceFirst("(META-INF/MANIFEST.MF|org/tcmureclaim/)$", ""))
            .filter(url -> url.startsWith("file:"))
            .distinct();
    return jars.collect(Collectors.joining(" "));
  }

  private static Stream<URL> resources(ClassLoader loader, String name) {
    try {
      return Collections.list(loader.getResources(name)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
