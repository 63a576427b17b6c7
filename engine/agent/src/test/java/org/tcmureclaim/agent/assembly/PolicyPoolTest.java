package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.decision.Candidate;
import org.tcmureclaim.decision.CustomerPolicy;

class PolicyPoolTest {
  @TempDir private Path folder;
  private final PolicyPool pool = new PolicyPool();

  @Test
  void canary_isTheSamePolicy_untilItsConfigurationChanges() throws IOException {
    CustomerPolicy first = gold("canary: {policy: {name: lru}, share: 5%}");
    CustomerPolicy again = gold("canary: {policy: {name: lru}, share: 6%}");
    CustomerPolicy changed = gold("canary: {policy: {name: lru, idle: 1s}, share: 6%}");
    CustomerPolicy without = gold("weight: 7");
    assertThat(candidate(again).policy())
        .isSameAs(candidate(first).policy())
        .isNotSameAs(again.policy())
        .isNotSameAs(candidate(changed).policy());
    assertThat(without.policy()).isSameAs(first.policy());
    assertThat(without.candidate()).isNull();
  }

  @Test
  void shadow_standsInForThePolicyOfTheHostOnly() throws IOException {
    AgentConfig config =
        config(
            """
            policy: {name: lru}
            shadow: {policy: {name: ladder}}
            customers: [{name: own, match: a, policy: {name: watermark}}, {name: plain, match: b}]
            """);
    var active = pool.of(config.customers());
    var shadow = pool.shadowOf(config.customers(), config.shadow().orElseThrow());
    assertThat(active).map(CustomerPolicy::policyName).containsExactly("watermark", "lru", "lru");
    assertThat(shadow)
        .map(CustomerPolicy::policyName)
        .containsExactly("watermark", "ladder", "ladder");
    assertThat(shadow.get(0).policy()).isNotSameAs(active.get(0).policy());
  }

  private static Candidate candidate(CustomerPolicy customer) {
    return Objects.requireNonNull(customer.candidate());
  }

  private CustomerPolicy gold(String more) throws IOException {
    AgentConfig config = config("customers: [{name: gold, match: a, " + more + "}]\n");
    CustomerPolicy gold = pool.of(config.customers()).get(0);
    pool.forgetOthers();
    return gold;
  }

  private AgentConfig config(String text) throws IOException {
    return AgentConfig.load(Files.writeString(folder.resolve("agent.yaml"), text));
  }
}
