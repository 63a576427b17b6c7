package org.tcmureclaim.configuration.jars;

import static java.util.jar.Attributes.Name.IMPLEMENTATION_TITLE;
import static java.util.jar.Attributes.Name.IMPLEMENTATION_VERSION;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.policy.PolicyFactory;

/** A jar that adds policies, with a class loader of its own. */
public final class PolicyJar {
  private static final String SERVICES = "META-INF/services/" + PolicyFactory.class.getName();
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final int SHOWN_HEX_DIGITS = 12;

  private final Path file;
  private final String sha256;
  private final String label;
  private final List<PolicyFactory> factories;

  private PolicyJar(Path file, String sha256, String label, List<PolicyFactory> factories) {
    this.file = file;
    this.sha256 = sha256;
    this.label = label;
    this.factories = List.copyOf(factories);
  }

  /**
   * Reads a jar and makes its factories.
   *
   * @param before jars that were opened already; the one with the same file and content stays
   * @throws ConfigurationException naming the file, where it cannot be read or a class of it cannot
   *     be loaded
   */
  static PolicyJar open(Path file, List<PolicyJar> before) {
    String doing = "cannot be read";
    try {
      JarContent content = JarContent.read(file);
      for (PolicyJar jar : before) {
        if (jar.file.equals(file) && jar.sha256.equals(content.sha256())) {
          return jar;
        }
      }
      doing = "cannot be loaded";
      String label = label(file, content);
      ClassLoader own = PolicyJar.class.getClassLoader();
      var loader = new JarClassLoader(label, content.entries(), own);
      List<PolicyFactory> factories = new ArrayList<>();
      for (String name : serviceLines(content)) {
        factories.add(factory(loader, name));
      }
      return new PolicyJar(file, content.sha256(), label, factories);
    } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
      throw refusal(file + ": " + doing, e);
    }
  }

  private static PolicyFactory factory(ClassLoader loader, String className)
      throws ReflectiveOperationException {
    Class<?> type = loader.loadClass(className);
    if (!PolicyFactory.class.isAssignableFrom(type)) {
      throw new ClassCastException(className + " is no PolicyFactory");
    }
    var factory = (PolicyFactory) type.getDeclaredConstructor().newInstance();
    // Asked for everything once here, so that one that throws is refused with its file.
    if (factory.name().isBlank()) {
      throw new IllegalArgumentException(className + " has no name");
    }
    var unusedParameters = factory.parameters();
    var unusedLength = factory.summary().length();
    return factory;
  }

  private static List<String> serviceLines(JarContent content) {
    byte[] bytes = content.entries().getOrDefault(SERVICES, new byte[0]);
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .distinct()
        .toList();
  }

  /** File, title and version of the manifest, and the beginning of the SHA-256. */
  private static String label(Path file, JarContent content) throws IOException {
    Attributes main = new Attributes();
    byte[] bytes = content.entries().get(MANIFEST);
    if (bytes != null) {
      main = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
    }
    String sum = "sha-256 " + content.sha256().substring(0, SHOWN_HEX_DIGITS);
    StringBuilder version = new StringBuilder();
    for (var name : List.of(IMPLEMENTATION_TITLE, IMPLEMENTATION_VERSION)) {
      String value = main.getValue(name);
      version.append(value == null || value.isBlank() ? "" : value.strip() + " ");
    }
    return file + " (" + (version.isEmpty() ? "" : version.toString().strip() + ", ") + sum + ")";
  }

  /**
   * The refusal of something that code from a jar threw.
   *
   * @param what names the jar
   * @throws OutOfMemoryError again, as it says nothing of the jar
   */
  public static ConfigurationException refusal(String what, Throwable thrown) {
    Throwable cause = thrown;
    if (cause instanceof InvocationTargetException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof OutOfMemoryError memory) {
      throw memory;
    }
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    boolean speaks = cause instanceof IOException && !message.isEmpty();
    return new ConfigurationException(
        what + ": " + (speaks ? message : describe(cause, message)), cause);
  }

  private static String describe(Throwable cause, String message) {
    String hint =
        cause instanceof UnsupportedClassVersionError
            ? "; compile it with --release " + Runtime.version().feature()
            : "";
    String name = cause.getClass().getSimpleName();
    return (cause.getMessage() == null ? name : name + ": " + message) + hint;
  }

  /** File and version of the jar that a factory is from; null where it is of the program. */
  public static @Nullable String labelOf(PolicyFactory factory) {
    ClassLoader loader = factory.getClass().getClassLoader();
    return loader instanceof JarClassLoader jar ? jar.label() : null;
  }

  /** Its factories, in the order of its service file; may be none. */
  public List<PolicyFactory> factories() {
    return factories;
  }

  /** File, version and policies, for an operator. */
  @Override
  public String toString() {
    String names =
        factories.stream().map(PolicyFactory::name).sorted().collect(Collectors.joining(", "));
    return label + ": " + (names.isEmpty() ? "adds no policy, as it has no " + SERVICES : names);
  }
}
