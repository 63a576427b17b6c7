package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.JarredFactory;
import example.PolicyJarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.rules.KnownPolicies;

/** A configuration whose policy is from a jar, read again after the jar has changed. */
class PolicyJarReloadTest {

  @TempDir private Path folder;
  private Path file = Path.of("");
  private Path jar = Path.of("");

  @BeforeEach
  void write() throws IOException {
    System.setProperty(KnownPolicies.FOLDER_PROPERTY, folder.toString());
    file = Files.writeString(folder.resolve("agent.yaml"), "policy: {name: jarred}\n");
    jar = folder.resolve("own.jar");
    writeJar("1.0");
  }

  @AfterEach
  void forget() {
    System.clearProperty(KnownPolicies.FOLDER_PROPERTY);
  }

  private void writeJar(String version) throws IOException {
    PolicyJarFile.write(jar, version, JarredFactory.class);
  }

  @Test
  void changedJar_countsAfterAReload() throws IOException {
    LoadedConfig before = LoadedConfig.load(file);
    writeJar("1.1");
    assertThat(before.policyJars()).singleElement().asString().contains("own.jar (1.0, sha-256 ");
    assertThat(before.again().policyJars())
        .singleElement()
        .asString()
        .contains("own.jar (1.1, sha-256 ");
  }

  @Test
  void brokenJar_isARefusalOfTheReload() throws IOException {
    LoadedConfig before = LoadedConfig.load(file);
    Files.writeString(jar, "half a copy");
    assertThatThrownBy(before::again)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(jar + ": cannot be read: is no jar");
  }

  @Test
  void removedJar_isNotBlamedForThePoliciesOfOthers() throws IOException {
    LoadedConfig before = LoadedConfig.load(file);
    Files.delete(jar);
    assertThatThrownBy(before::again)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("policy.name: no policy 'jarred'");
    Files.writeString(file, "policy: {name: lru}\n");
    assertThat(before.again().config().policy().name()).isEqualTo("lru");
  }
}
