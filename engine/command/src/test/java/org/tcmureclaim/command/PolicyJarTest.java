package org.tcmureclaim.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.ClassPathJar;
import org.tcmureclaim.manual.ExitCode;

/** A jar that was built here, dropped beside an installation, and started by the launcher. */
class PolicyJarTest {
  private static final String SERVICES = "META-INF/services/org.tcmureclaim.policy.PolicyFactory";
  private static final String SOURCE =
      """
      package example;
      import org.tcmureclaim.policy.*;
      public class MineFactory implements PolicyFactory {
        public String name() { return "mine"; }
        public String summary() { return "Mine alone."; }
        public ReclaimPolicy create(PolicyParameters parameters) {
          return new ReclaimPolicy() {
            public void observe(org.tcmureclaim.snapshot.HostSnapshot s) {}
            public long countPages(org.tcmureclaim.snapshot.HostSnapshot s) { return 0; }
            public void scan(org.tcmureclaim.snapshot.HostSnapshot s,
                org.tcmureclaim.demand.Demand d, CutOffers o) {}
          };
        }
      }
      """;

  @TempDir private Path home;
  private String told = "";

  @BeforeEach
  void install() throws IOException {
    Path target = Files.createDirectories(home.resolve("engine/agent/target/lib")).getParent();
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Path.of("../../bin/tcmu-reclaim"), home.resolve("bin/tcmu-reclaim"));
    List<Path> folders = new ArrayList<>();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, jarsOfThisProcess(folders));
    Path agent = Objects.requireNonNull(target).resolve("engine-agent-test.jar");
    Set<String> names = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
    try (var jar = new JarOutputStream(Files.newOutputStream(agent), manifest)) {
      for (Path folder : folders) {
        addAll(jar, folder, names);
      }
    }
    ClassPathJar.linkPrograms(home);
    Files.writeString(home.resolve("agent.yaml"), "policy: {name: mine}\n");
  }

  /** As a manifest names them; what is no jar but a folder goes into {@code folders}. */
  private static String jarsOfThisProcess(List<Path> folders) {
    StringBuilder jars = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        jars.append(path.toUri()).append(' ');
      } else if (Files.isDirectory(path)
          && !path.endsWith("test-classes")
          && !path.endsWith("src/test/resources")) {
        folders.add(path);
      }
    }
    return jars.toString();
  }

  private static JarOutputStream jar(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return new JarOutputStream(out);
  }

  private static void addAll(JarOutputStream jar, Path folder, Set<String> names)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      if (names.add(name)) {
        add(jar, name, Files.readAllBytes(file));
      }
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  private void buildPolicy(Path folder, String services) throws IOException {
    Files.createDirectories(folder);
    Path sources = Files.createDirectories(home.resolve("build/example"));
    Path source = Files.writeString(sources.resolve("MineFactory.java"), SOURCE);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                source.toString());
    assertThat(failed).isZero();
    try (var jar = jar(folder.resolve("mine.jar"))) {
      add(jar, SERVICES, services.getBytes(StandardCharsets.UTF_8));
      try (Stream<Path> classes = Files.list(sources)) {
        for (Path file : classes.filter(f -> f.toString().endsWith(".class")).toList()) {
          add(jar, "example/" + file.getFileName(), Files.readAllBytes(file));
        }
      }
    }
  }

  private int launch(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", home.resolve("bin/tcmu-reclaim").toString(), "check"));
    command.addAll(List.of(options));
    command.add(home.resolve("agent.yaml").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor();
  }

  @Test
  void jarInPoliciesD_addsItsPolicy() throws Exception {
    assertThat(launch()).as(told).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(told).contains("policy.name: no policy 'mine'");
    buildPolicy(home.resolve("policies.d"), "example.MineFactory\n");
    assertThat(launch()).as(told).isEqualTo(0);
    assertThat(told)
        .startsWith(home.resolve("agent.yaml") + ": good\n")
        .containsPattern("policies of .*/policies.d/mine.jar \\(sha-256 [0-9a-f]{12}\\): mine\n");
  }

  @Test
  void jarInAFolderOfItsOwn_isNamedByAnOption() throws Exception {
    Path elsewhere = home.resolve("elsewhere");
    buildPolicy(elsewhere, "example.MineFactory\n");
    assertThat(launch("--policies-dir", elsewhere.toString())).as(told).isEqualTo(0);
    assertThat(launch("--policies-dir=" + elsewhere)).as(told).isEqualTo(0);
  }

  @Test
  void folderThatIsNotThere_isRefused() throws Exception {
    assertThat(launch("--policies-dir", "/nowhere")).isEqualTo(ExitCode.USAGE.code());
    assertThat(told).isEqualTo("tcmu-reclaim: --policies-dir: /nowhere is no readable directory\n");
  }

  @Test
  void jarThatIsBroken_isRefusedInOneLine() throws Exception {
    buildPolicy(home.resolve("policies.d"), "example.Missing\n");
    assertThat(launch()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(told)
        .startsWith(home.resolve("policies.d/mine.jar") + ": cannot be loaded: ")
        .contains("example.Missing")
        .hasLineCount(1);
  }
}
