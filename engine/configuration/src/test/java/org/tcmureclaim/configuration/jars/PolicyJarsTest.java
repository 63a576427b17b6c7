package org.tcmureclaim.configuration.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.snapshot.HostSnapshot;

class PolicyJarsTest {
  @TempDir private Path scratch;
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(scratch.resolve("policies.d"));
    System.setProperty(KnownPolicies.FOLDER_PROPERTY, folder.toString());
  }

  @AfterEach
  void forgetFolder() {
    System.clearProperty(KnownPolicies.FOLDER_PROPERTY);
  }

  private PolicyJarBuilder jar(String policy) throws IOException {
    return PolicyJarBuilder.of(scratch, policy);
  }

  private Path in(String name) {
    return folder.resolve(name);
  }

  private static PolicyFactory known(String name) {
    return java.util.Objects.requireNonNull(KnownPolicies.byName().get(name));
  }

  private static PolicyConfig configured(String policy) {
    Section root = Section.of("agent.yaml", "policy: {name: " + policy + "}");
    return PolicyConfig.bind(root, KnownPolicies.byName());
  }

  private String problem() {
    try {
      KnownPolicies.byName();
      return "";
    } catch (ConfigurationException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void sameClassInTwoJars_bothWork() throws IOException {
    jar("one").write(in("a.jar"));
    jar("two").write(in("b.jar"));
    assertThat(known("one").getClass().getName()).isEqualTo(known("two").getClass().getName());
    assertThat(known("one").create(NoParameters.INSTANCE)).isNotNull();
    assertThat(known("two").create(NoParameters.INSTANCE)).isNotNull();
    assertThat(KnownPolicies.byName()).containsKey("lru");
  }

  @Test
  void ofTwoPoliciesWithOneName_bothJarsAreNamed() throws IOException {
    jar("mine").write(in("a.jar"));
    jar("mine").write(in("b.jar"));
    assertThat(problem()).contains("two policies are named 'mine'").contains("a.jar", "b.jar");
  }

  @Test
  void policyNamedAsOneOfTheProgram_isRefusedWithItsJar() throws IOException {
    jar("lru").write(in("a.jar"));
    assertThat(problem()).contains("two policies are named 'lru'").contains("a.jar");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 200, 700})
  void truncatedJar_isRefusedWithItsName(int length) throws IOException {
    byte[] whole = Files.readAllBytes(jar("mine").write(scratch.resolve("whole.jar")));
    Files.write(in("broken.jar"), Arrays.copyOf(whole, length));
    assertThat(problem()).startsWith(in("broken.jar") + ": cannot be read: ").hasLineCount(1);
  }

  @Test
  void jarCutAnywhere_isRefusedWithItsName() throws IOException {
    byte[] whole = Files.readAllBytes(jar("mine").write(scratch.resolve("whole.jar")));
    for (int length = whole.length - 1; length > 0; length -= 37) {
      Files.write(in("broken.jar"), Arrays.copyOf(whole, length));
      assertThat(problem()).as("%s bytes", length).startsWith(in("broken.jar") + ": cannot be ");
    }
  }

  /** The list at the end is whole, and one entry before it is not. */
  @Test
  void jarDamagedInTheMiddle_isRefusedWithItsName() throws IOException {
    byte[] jar = Files.readAllBytes(jar("mine").write(scratch.resolve("whole.jar")));
    int second = 0;
    for (int at = jar.length / 2; second == 0; at--) {
      second =
          jar[at] == 'P' && jar[at + 1] == 'K' && jar[at + 2] == 3 && jar[at + 3] == 4 ? at : 0;
    }
    jar[second] = 0;
    Files.write(in("broken.jar"), jar);
    assertThat(problem()).startsWith(in("broken.jar") + ": cannot be read: is damaged: ");
  }

  @Test
  void largeFile_isRefusedBeforeItIsLookedInto() throws IOException {
    Files.write(in("large.jar"), new byte[JarContent.MOST_BYTES + 1]);
    assertThat(problem()).startsWith(in("large.jar") + ": cannot be read: is larger than 8 MiB; ");
  }

  @Test
  void jar_usesItsOwnClasses_exceptThoseOfTheProgram() throws Exception {
    Class<?> library = org.opentest4j.AssertionFailedError.class;
    Class<?> own = NoParameters.class;
    var entries = new java.util.HashMap<String, byte[]>();
    for (Class<?> type : List.of(library, own)) {
      String entry = type.getName().replace('.', '/') + ".class";
      try (var in = type.getClassLoader().getResourceAsStream(entry)) {
        entries.put(entry, in.readAllBytes());
      }
    }
    var loader = new JarClassLoader("jar", entries, PolicyJar.class.getClassLoader());
    Class<?> loaded = loader.loadClass(library.getName());
    assertThat(loaded.getClassLoader()).isSameAs(loader);
    assertThat(loader.loadClass(library.getName())).isSameAs(loaded);
    assertThat(loader.loadClass(own.getName())).isSameAs(own);
  }

  @Test
  void factoryThatCannotSayItsParameters_isRefusedWithItsJar() throws IOException {
    PolicyJarBuilder.of(
            scratch,
            "mine",
            "return new Mine();",
            "public java.util.List<ParameterDescription> parameters() {"
                + " throw new IllegalStateException(\"no idea\"); }")
        .write(in("mine.jar"));
    assertThat(problem())
        .startsWith(in("mine.jar") + ": cannot be loaded: IllegalStateException: no idea; ");
  }

  /** What is out of memory is the agent, and not this jar alone. */
  @Test
  void outOfMemory_isNoRefusal() {
    var error = new OutOfMemoryError("Java heap space");
    assertThatThrownBy(() -> PolicyJar.refusal("a.jar", error)).isSameAs(error);
    assertThatThrownBy(() -> PolicyJar.refusal("a.jar", new InvocationTargetException(error)))
        .isSameAs(error);
  }

  @Test
  void textNamedAsAJar_isRefused() throws IOException {
    Files.writeString(in("text.jar"), "no jar");
    assertThat(problem()).startsWith(in("text.jar") + ": cannot be read: is no jar; ");
  }

  @Test
  void folderNamedAsAJar_isRefused() throws IOException {
    Files.createDirectory(in("folder.jar"));
    assertThat(problem()).startsWith(in("folder.jar") + ": cannot be read: is no file; ");
  }

  @Test
  void jarThatUnpacksToTooMuch_isRefused() throws IOException {
    var builder = jar("mine").services("#" + "x".repeat(JarContent.MOST_BYTES));
    assertThat(Files.size(builder.write(in("large.jar")))).isLessThan(JarContent.MOST_BYTES);
    assertThat(problem()).startsWith(in("large.jar") + ": cannot be read: is larger than 8 MiB; ");
  }

  @Test
  void missingFactory_isRefusedWithItsJar() throws IOException {
    jar("mine").services("example.Missing").write(in("mine.jar"));
    assertThat(problem())
        .startsWith(in("mine.jar") + ": cannot be loaded: ClassNotFoundException: example.Missing");
  }

  @Test
  void classThatIsNoFactory_isRefusedWithItsJar() throws IOException {
    jar("mine").services("example.Helper").write(in("mine.jar"));
    assertThat(problem()).contains("mine.jar: cannot be loaded: ").contains("no PolicyFactory");
  }

  @Test
  void classOfALaterJava_isRefusedWithItsJar() throws IOException {
    jar("mine").compiledLater(PolicyJarBuilder.FACTORY).write(in("mine.jar"));
    assertThat(problem())
        .startsWith(in("mine.jar") + ": cannot be loaded: UnsupportedClassVersionError: ")
        .contains("compile it with --release " + Runtime.version().feature());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new IllegalStateException(\"made up\");",
        "throw new LinkageError(\"made up\");",
        "throw new AssertionError(\"made up\");",
        "deeper(this); return null;",
        "return null;",
      })
  void createThatThrows_isARefusalWithTheJar(String create) throws IOException {
    PolicyJarBuilder.of(scratch, "mine", create).write(in("mine.jar"));
    assertThatThrownBy(() -> configured("mine"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(in("mine.jar").toString())
        .hasMessageContaining("policy 'mine' cannot be made: ");
  }

  @Test
  void classMissingAtCreate_isARefusalWithTheJar() throws IOException {
    jar("mine").without("example/Mine.class").write(in("mine.jar"));
    assertThatThrownBy(() -> configured("mine"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mine.jar")
        .hasMessageContaining("NoClassDefFoundError: example/Mine");
  }

  @Test
  void allBrokenJars_areNamedAtOnce() throws IOException {
    Files.writeString(in("a.jar"), "no jar");
    jar("mine").services("example.Missing").write(in("b.jar"));
    assertThat(problem()).hasLineCount(2).contains("a.jar: ", "b.jar: ");
  }

  @Test
  void jarWrittenOverOrRemoved_changesNothingForThoseWhoUseIt() throws IOException {
    Path file = jar("mine").write(in("mine.jar"));
    PolicyFactory factory = known("mine");
    Files.write(file, new byte[1000]);
    var policy = factory.create(NoParameters.INSTANCE);
    Files.delete(file);
    // The class of its helper is loaded only now.
    assertThat(policy.countPages(new HostSnapshot())).isNotZero();
  }

  @Test
  void unchangedJar_keepsItsClasses() throws IOException {
    jar("mine").write(in("mine.jar"));
    PolicyFactory factory = known("mine");
    String fingerprint = configured("mine").fingerprint();
    assertThat(known("mine")).isSameAs(factory);
    assertThat(configured("mine").fingerprint()).isEqualTo(fingerprint);
  }

  @Test
  void changedJar_isOpenedAfresh() throws IOException {
    jar("mine").version("Mine", "1.0").write(in("mine.jar"));
    PolicyConfig before = configured("mine");
    jar("mine").version("Mine", "1.1").write(in("mine.jar"));
    PolicyConfig after = configured("mine");
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(before.jars()).singleElement().asString().contains("mine.jar (Mine 1.0, sha-256 ");
    assertThat(after.jars()).singleElement().asString().contains("mine.jar (Mine 1.1, sha-256 ");
  }

  @Test
  void jarsInUse_areToldByFileVersionAndPolicies() throws IOException {
    jar("mine").version("Mine", "2").write(in("mine.jar"));
    jar("other").without(PolicyJarBuilder.SERVICES).write(in("none.jar"));
    jar("hidden").write(in(".upload.jar"));
    var unused = KnownPolicies.byName();
    List<String> jars = KnownPolicies.jars();
    assertThat(jars).hasSize(2);
    assertThat(jars.get(0)).matches(".*/mine.jar \\(Mine 2, sha-256 [0-9a-f]{12}\\): mine");
    assertThat(jars.get(1)).matches(".*/none.jar \\(sha-256 [0-9a-f]{12}\\): adds no policy.*");
  }

  @Test
  void folderThatIsNotThere_hasNoJars() throws IOException {
    Files.delete(folder);
    assertThat(KnownPolicies.byName()).containsKey("lru");
    assertThat(KnownPolicies.jars()).isEmpty();
  }
}
