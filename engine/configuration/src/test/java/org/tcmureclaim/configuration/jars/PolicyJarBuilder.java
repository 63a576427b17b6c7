package org.tcmureclaim.configuration.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.tcmureclaim.policy.PolicyFactory;

/** Compiles a policy, and makes jars of it. */
final class PolicyJarBuilder {
  static final String SERVICES = "META-INF/services/org.tcmureclaim.policy.PolicyFactory";
  static final String FACTORY = "example/MineFactory.class";

  private static final String SOURCE =
      """
      package example;
      import org.tcmureclaim.demand.Demand;
      import org.tcmureclaim.policy.*;
      import org.tcmureclaim.snapshot.HostSnapshot;
      public class MineFactory implements PolicyFactory {
        public String name() { return "%s"; }
        public String summary() { return "Mine alone."; }
        public ReclaimPolicy create(PolicyParameters parameters) { %s }
        static Object deeper(Object o) { return deeper(deeper(o)); }
        %s
      }
      class Mine implements ReclaimPolicy {
        public void observe(HostSnapshot s) {}
        public long countPages(HostSnapshot s) { return Helper.PAGES; }
        public void scan(HostSnapshot s, Demand d, CutOffers o) {}
      }
      class Helper { static long PAGES = System.nanoTime(); }
      """;

  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Attributes manifest = new Attributes();

  /** A jar of a policy with this name, and this body of {@code create}. */
  static PolicyJarBuilder of(Path scratch, String name, String create) throws IOException {
    return of(scratch, name, create, "");
  }

  /** The same with another method of the factory. */
  static PolicyJarBuilder of(Path scratch, String name, String create, String method)
      throws IOException {
    Path folder = Files.createTempDirectory(scratch, "classes");
    Path source = Files.createDirectories(folder.resolve("example")).resolve("MineFactory.java");
    Files.writeString(source, SOURCE.formatted(name, create, method));
    var policies = PolicyFactory.class.getProtectionDomain().getCodeSource().getLocation();
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", policies.getPath(), "-proc:none", source.toString());
    assertThat(failed).isZero();
    PolicyJarBuilder builder = new PolicyJarBuilder();
    try (Stream<Path> classes = Files.list(folder.resolve("example"))) {
      for (Path file : classes.filter(f -> f.toString().endsWith(".class")).toList()) {
        builder.entries.put("example/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return builder.services("example.MineFactory");
  }

  /** A jar of a policy with this name that does nothing. */
  static PolicyJarBuilder of(Path scratch, String name) throws IOException {
    return of(scratch, name, "return new Mine();");
  }

  PolicyJarBuilder services(String... lines) {
    entries.put(SERVICES, String.join("\n", List.of(lines)).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PolicyJarBuilder without(String entry) {
    assertThat(entries.remove(entry)).isNotNull();
    return this;
  }

  /** As a compiler of a later Java would have written it. */
  PolicyJarBuilder compiledLater(String entry) {
    Objects.requireNonNull(entries.get(entry), entry)[7] = 99;
    return this;
  }

  PolicyJarBuilder version(String title, String version) {
    manifest.put(Attributes.Name.IMPLEMENTATION_TITLE, title);
    manifest.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    return this;
  }

  Path write(Path file) throws IOException {
    Manifest all = new Manifest();
    all.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    all.getMainAttributes().putAll(manifest);
    try (var jar = new JarOutputStream(Files.newOutputStream(file), all)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return file;
  }
}
