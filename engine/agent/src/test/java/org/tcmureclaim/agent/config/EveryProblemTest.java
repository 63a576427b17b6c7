package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.policy.PolicyFactory;

/** All problems of a file are told at once, and none that is not there. */
class EveryProblemTest {
  private static final Map<String, PolicyFactory> POLICIES =
      Map.of("lru", new IdlePolicyFactory("lru"));

  @TempDir private Path folder;

  /** The problems of a configuration, without its path. */
  private List<String> problems(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("agent.yaml"), text);
    return catchThrowableOfType(
            ConfigurationException.class, () -> LoadedConfig.load(file, POLICIES))
        .problems()
        .stream()
        .map(problem -> problem.replace(file + ":", ""))
        .toList();
  }

  @Test
  void badItemOfAList_leavesTheItemsAfterItAlone() throws IOException {
    assertThat(
            problems(
                """
                pressure:
                  triggers:
                    - {kind: sum, threshold: 50ms, window: 1s}
                    - {kind: full, threshold: 100ms, window: 2s}
                customers:
                  - name: a
                    match: [{hba: user_0, wwm: x}, {dev_config: rbd/}]
                    policy: [{name: lrx, idle: 1s}, {name: lru, idle: 60s}]
                    quiet: [{between: "9-17"}, {between: "22:00-02:00", trim_ahead: 30m}]
                  - {name: b, match: "user_0/b-*", weight: 0}
                  - {name: c, match: "user_0/c-*", weight: 1}
                """))
        .containsExactlyInAnyOrder(
            "3: pressure.triggers[1].kind: expected one of some, full; got 'sum'",
            "8: customers.a.policy[1].name: no policy 'lrx'; known: lru; did you mean 'lru'?",
            "9: customers.a.quiet[1].between: expected times such as 22:00-02:00, got '9-17'",
            "10: customers.b.weight: must be from 1 to 10000, got '0'",
            "7: customers.a.match[1].wwm: unknown key; known here: path, hba, name, dev_config,"
                + " wwn; did you mean 'wwn'?");
  }

  @Test
  void valueOfAnotherShape_leavesItsNeighboursAlone() throws IOException {
    assertThat(
            problems(
                """
                pressure:
                  triggers: [5, {kind: some, threshold: 50ms, window: 1s}]
                  fast_sampling: 7
                memory: 2%
                guard: [1]
                customers:
                  - 3
                  - {name: a, match: [4, {hba: x}], quota: 9, canary: 5, keep: 4KiB}
                ledger: {max_size: 64MiB}
                """))
        .containsExactlyInAnyOrder(
            "2: pressure.triggers[1]: expected 'key: value' lines, got '5'",
            "3: pressure.fast_sampling: expected 'key: value' lines, got '7'",
            "4: memory: expected 'key: value' lines, got '2%'",
            "5: guard: expected 'key: value' lines, got a list",
            "7: customers[1]: expected 'key: value' lines, got '3'",
            "8: customers.a.match[1]: expected 'key: value' lines, got '4'",
            "8: customers.a.quota: expected 'key: value' lines, got '9'",
            "8: customers.a.canary: expected 'key: value' lines, got '5'");
  }

  @Test
  void contradiction_hidesNoOtherProblemOfItsSection() throws IOException {
    assertThat(
            problems(
                """
                customers_dir: nowhere
                mood: act
                shadow: {share: 1%}
                memory: {min: 3GiB, low: 2GiB, high: 1GiB, lov: 1GiB}
                policy: {low: 2MiB, high: 1MiB, idel: 3s}
                customers:
                  - {name: a, match: {path: "user_0/*"}, min: 64MiB, low: 32MiB, wieght: 5, keep: 1}
                api: {tls_key_file: /k, listen: "https://h:1", token: x}
                """))
        .containsExactlyInAnyOrder(
            "1: customers_dir: " + folder + "/nowhere is no folder; create it or correct the path",
            "5: policy.high: must be above low",
            "4: memory.low: must be above min, 3GiB; it is 2GiB",
            "3: shadow.policy: is missing",
            "7: customers.a.low: must not be below min",
            "7: customers.a.keep: expected a size such as 16MiB, got '1'; units are B, KiB, MiB,"
                + " GiB, TiB",
            "8: api.tls_key_file: a certificate and its key go together; set tls_certificate_file"
                + " too",
            "2: mood: unknown key; known here: customers_dir, reload_on_change, tick, policy,"
                + " mode, truncator, pressure, memory, controller, guard, shadow, customers,"
                + " ledger, recording, api, metrics, stock, linux, simulated",
            "4: memory.lov: unknown key; known here: min, low, high; did you mean 'low'?",
            "3: shadow.share: unknown key; known here: policy",
            "8: api.token: unknown key; known here: listen, token_file, tls_certificate_file,"
                + " tls_key_file, orders, device_metrics",
            "7: customers.a.wieght: unknown key; known here: name, match, min, low, max, high,"
                + " preference, keep, weight, quota, quiet, canary; did you mean 'weight'?");
  }

  @Test
  void parametersThatAPolicyRefuses_hideNoUnknownOne_norOneOfAPolicyThatIsNotKnown()
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            policy: [{name: watermark, low: 2MiB, high: 1MiB, idel: 3s}, {name: lrux, idle: 3s}]
            """);
    assertThat(
            catchThrowableOfType(ConfigurationException.class, () -> LoadedConfig.load(file))
                .problems())
        .satisfiesExactly(
            p -> assertThat(p).endsWith(":1: policy[1].low: must be below high (1024 KiB)"),
            p -> assertThat(p).contains(":1: policy[2].name: no policy 'lrux'"),
            p -> assertThat(p).contains(":1: policy[1].idel: unknown key", "mean 'idle'?"));
  }

  @Test
  void badValue_isNotFollowedByWhatOnlyFollowsFromIt() throws IOException {
    assertThat(
            problems(
                """
                tick: 5
                guard: {stale_after: 500ms}
                pressure: {fast_sampling: {interval: 30s}}
                memory: {min: 3, low: 1%, high: 2%}
                metrics: {otlp_url: "ftp://x", otlp_headers_file: /h}
                customers:
                  - {name: a, match: {path: [x]}, min: 64, low: 4KiB}
                  - {match: {path: "user_0/*"}, min: 64}
                  - {name: a, match: {path: "user_0/*"}, quiet: 5, policy: 7}
                """))
        .containsExactlyInAnyOrder(
            "1: tick: expected a duration such as 5s, got '5'; units are us, ms, s, m, h",
            "4: memory.min: expected a size such as 16MiB, got '3'; units are B, KiB, MiB, GiB,"
                + " TiB",
            "8: customers[2].name: is missing",
            "9: customers[3].name: 'a' is given twice; first in 7",
            "7: customers.a.match.path: expected a single value, got a list",
            "7: customers.a.min: expected a size such as 16MiB, got '64'; units are B, KiB, MiB,"
                + " GiB, TiB",
            "8: customers[2].min: expected a size such as 16MiB, got '64'; units are B, KiB, MiB,"
                + " GiB, TiB",
            "9: customers[3].policy: expected 'key: value' lines or a list of such, got '7'",
            "9: customers[3].quiet: expected a list ('- …' lines), got '5'",
            "5: metrics.otlp_url: expected http://HOST:PORT/v1/metrics or https://…, without a"
                + " password");
  }

  /** A file of the largest size that is read must not fill the heap of an agent. */
  @Test
  void problemsAndNodes_areBounded() throws IOException {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      keys.append("k").append(i).append(": 0\n");
    }
    assertThat(problems(keys.toString())).hasSize(201).last().isEqualTo("and 800 more problems");
    assertThat(problems("customers: [" + "0,".repeat(150_000) + "0]\n"))
        .containsExactly("1: more than 150000 keys and values");
  }

  @Test
  void keyGivenTwice_leavesTheOthersAlone() throws IOException {
    assertThat(problems("mode: act\nmode: observe\nguard: {keep: 0B, keep: 1B, kep: 2B}\n"))
        .containsExactlyInAnyOrder(
            "2: mode: given twice; first in line 1",
            "3: guard.keep: given twice; first in line 3",
            "3: guard.kep: unknown key; known here: cooldown, stale_after, keep,"
                + " smallest_release, most_devices, most_of_customer, cut_budget, regret_patience,"
                + " regret_limit; did you mean 'keep'?");
  }
}
