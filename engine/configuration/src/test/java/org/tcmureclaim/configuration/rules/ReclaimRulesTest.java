package org.tcmureclaim.configuration.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.host.DeviceIdentity;

final class ReclaimRulesTest {
  @TempDir Path folder;

  @Test
  void keysOfTheHost_areNotLookedAt() throws IOException {
    ReclaimRules rules = load("mode: act\nstock: {lower_to: 2MiB}\nguard: {cooldown: 3s}\n");
    assertThat(rules.guard().cooldownNanos()).isEqualTo(3_000_000_000L);
    assertThat(rules.policy().name()).isEqualTo("lru");
  }

  @Test
  void dropIns_count() throws IOException {
    Files.createDirectory(folder.resolve("customers.d"));
    Files.writeString(
        folder.resolve("customers.d/a.yaml"),
        "customers:\n  - {name: gold, match: \"user_0/gold-*\", policy: {name: ladder, idle: 9s}}\n");
    CustomerConfig gold =
        load("policy: {name: stock}\n").customers().of(new DeviceIdentity("user_0/gold-1", "", ""));
    assertThat(gold.name()).isEqualTo("gold");
    assertThat(gold.policy().name()).isEqualTo("ladder");
  }

  @Test
  void unknownKeysOfPoliciesCustomersAndGuard_areRefused_allAtOnce() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    guard: {cooldwn: 3s}
                    policy: {name: lru, idel: 3s}
                    customers:
                      - {name: a, match: x, mni: 3MiB}
                    """))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("agent.yaml:1: guard.cooldwn: unknown key")
        .hasMessageContaining("agent.yaml:2: policy.idel: unknown key")
        .hasMessageContaining("agent.yaml:4: customers.a.mni: unknown key");
  }

  private ReclaimRules load(String text) throws IOException {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(file, text);
    return ReclaimRules.load(file);
  }
}
