package example;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.tcmureclaim.policy.PolicyFactory;

/** Writes a policy of the tests into a jar, as an operator would drop it in. */
public final class PolicyJarFile {
  private static final String SERVICES = "META-INF/services/org.tcmureclaim.policy.PolicyFactory";

  private PolicyJarFile() {}

  /** Writes a jar with one factory and all classes within its outermost one. */
  public static void write(Path jar, String version, Class<? extends PolicyFactory> factory)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      add(out, SERVICES, factory.getName().getBytes(StandardCharsets.UTF_8));
      for (Class<?> type : factory.getNestMembers()) {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream("/" + name)) {
          add(out, name, Objects.requireNonNull(in).readAllBytes());
        }
      }
    }
  }

  private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
