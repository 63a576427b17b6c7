package org.tcmureclaim.replay.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.configuration.ConfigurationException;

final class PolicyTestFileTest {
  @TempDir Path folder;

  @Test
  void pathsAreRelativeToTheFile_andBuiltinsAreNot() throws IOException {
    Files.writeString(folder.resolve("agent.yaml"), "policy: {name: lru}\n");
    List<PolicyTest> tests =
        load(
            """
            tests:
              - {name: a, trace: t.csv, config: agent.yaml, budget: "1MiB, 35%",
                 assert: [{ticks_over_budget_at_most: 0}]}
              - {name: b, trace: "builtin:mixed:7", policy: lru, budget: 35%,
                 assert: [{truncations_at_most: 9}]}
            """);
    assertThat(tests.get(0).traces()).containsExactly(folder.resolve("t.csv").toString());
    assertThat(tests.get(0).policy()).isEqualTo("config:" + folder.resolve("agent.yaml"));
    assertThat(tests.get(0).budgets()).hasSize(2);
    assertThat(tests.get(1).traces()).containsExactly("builtin:mixed:7");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{truncations_at_mots: 9}            | :6: tests[1].assert[1].never_cut_below: an assertion"
            + " has exactly one of",
        "{truncations_at_most: many}         | :6: tests[1].assert[1].truncations_at_most:"
            + " expected",
        "{reallocations_at_most: 2x optimal} | :6: tests[1].assert[1].reallocations_at_most:"
            + " expected a size",
        "{reallocations_at_most: x optimum}  | :6: tests[1].assert[1].reallocations_at_most:"
            + " expected a size or",
        "{regret_at_most: 5}                 | :6: tests[1].assert[1].regret_at_most: expected a"
            + " share",
        "{never_cut_below: 1MiB}             | :6: tests[1].assert[1].never_cut_below: of whom?",
        "{never_cut_below: 1MiB, customer: x}| :6: tests[1].assert[1].customer: there are customers"
            + " only with",
        "{free: 2GiB, within: 5s, of_psi_some: 20%}| :6: tests[1].assert[1].free: needs budget:"
            + " trace",
        "{regret_at_most: 5%, free_at: 1}    | :6: tests[1].assert[1].free_at: unknown key"
      })
  void badAssertion_isRefused_withFileLineAndKey(String item, String problem) {
    assertThatThrownBy(
            () ->
                load(
                    "tests:\n  - name: a\n    trace: t\n    policy: lru\n    budget: 35%\n"
                        + "    assert: ["
                        + item
                        + "]\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("test.yaml" + problem);
  }

  @Test
  void badTests_areRefused_allAtOnce() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    tests:
                      - {name: a, trace: t, policy: lro, budget: 35%, assert: [{regret_at_most: 5%}]}
                      - {name: b, trace: t, policy: lru, budget: lots, assert: [{regret_at_most: 5%}]}
                      - {name: c, trace: t, policy: lru, budget: 35%}
                      - {name: d, trace: t, budget: 35%, assert: [{regret_at_most: 5%}]}
                      - {name: e, trace: t, policy: lru, budget: 35%, service_time: slow}
                      - {name: f, policy: lru, budget: 35%}
                    """))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(":2: tests[1].policy: no policy 'lro'")
        .hasMessageContaining("did you mean 'lru'?")
        .hasMessageContaining(":3: tests[2].budget: expected a budget such as")
        .hasMessageContaining(":4: tests[3].assert: is missing or empty")
        .hasMessageContaining(":5: tests[4].policy: give either")
        .hasMessageContaining(":6: tests[5].service_time: ")
        .hasMessageContaining(":7: tests[6].trace: is missing");
  }

  @Test
  void unknownCustomer_isRefused() throws IOException {
    Files.writeString(
        folder.resolve("agent.yaml"), "customers:\n  - {name: gold, match: \"user_0/g*\"}\n");
    assertThatThrownBy(
            () ->
                load(
                    """
                    tests:
                      - {name: a, trace: t, config: agent.yaml, budget: 35%,
                         assert: [{customer: glod, never_cut_below: 1MiB}]}
                    """))
        .hasMessageContaining("test.yaml:3: tests[1].assert[1].customer: no customer 'glod'")
        .hasMessageContaining("known: gold, other");
  }

  @Test
  void fileWithoutTests_isRefused() {
    assertThatThrownBy(() -> load("tests: []\n")).hasMessageContaining("nothing would be tested");
    assertThatThrownBy(() -> load("test: []\n")).hasMessageContaining("unknown key");
  }

  private List<PolicyTest> load(String text) throws IOException {
    Path file = folder.resolve("test.yaml");
    Files.writeString(file, text);
    return PolicyTestFile.load(file);
  }
}
