package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.rules.KnownPolicies;

class ConfigFilesTest {
  private static final Path CONFIGS = Path.of("../../configs");

  /** Those directly in {@code tests} are policy tests, which the replay reads. */
  private static final Path POLICY_TESTS = CONFIGS.resolve("tests");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(CONFIGS)) {
      return all
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !POLICY_TESTS.equals(file.getParent()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void file_isAccepted(Path file) {
    assertThat(AgentConfig.load(file).policy().newPolicy()).isNotNull();
  }

  @Test
  void agentFile_showsTheDefaults() {
    AgentConfig defaults =
        AgentConfig.bind(Section.of("none", "mode: observe"), KnownPolicies.byName());
    assertThat(AgentConfig.load(CONFIGS.resolve("agent.yaml")))
        .usingRecursiveComparison()
        .ignoringFields(
            "memory.section",
            "policy",
            "customers",
            "ledger.folder",
            "recording.folder",
            "api.listen")
        .isEqualTo(defaults);
  }

  @Test
  void demoFile_acts() {
    assertThat(AgentConfig.load(CONFIGS.resolve("demo.yaml")).mode()).isEqualTo(Mode.ACT);
  }
}
