package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.canary.CanarySettings;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.configuration.rules.CanaryConfig;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.QuietTime;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.policy.ChainPolicy;
import org.tcmureclaim.policy.PolicyFactory;

class CustomersTest {
  private static final Map<String, PolicyFactory> POLICIES =
      Map.of("lru", new IdlePolicyFactory("lru"));

  @TempDir private Path folder;

  private LoadedConfig load(String agent, String... dropIns) throws IOException {
    Files.createDirectories(folder.resolve("customers.d"));
    for (int i = 0; i < dropIns.length; i++) {
      Files.writeString(folder.resolve("customers.d/" + (i + 1) + ".yaml"), dropIns[i]);
    }
    Path file = Files.writeString(folder.resolve("agent.yaml"), agent);
    return LoadedConfig.load(file, POLICIES);
  }

  private void refused(String customer, String problems) {
    assertThatThrownBy(() -> load("customers:\n  - {name: a, match: b, " + customer + "}\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(problems.replace("^", folder + "/agent.yaml:2: customers.a."));
  }

  private static String customerOf(LoadedConfig loaded, String path, String devConfig, String wwn) {
    return loaded.config().customers().of(new DeviceIdentity(path, devConfig, wwn)).name();
  }

  @Test
  void customer_everyKey_isRead() throws IOException {
    LoadedConfig loaded =
        load(
            """
            customers:
              - name: gold
                match: "user_0/gold-*"
                min: 4KiB
                low: 8KiB
                high: 1MiB
                max: 2MiB
                keep: 4KiB
                weight: 7
                preference: avoid
                quota: {freed: 64MiB/s, locked: 5ms/s}
                quiet:
                  - {between: "22:00-02:00", trim_ahead: 30m}
                policy: [{name: lru}, {name: lru, low: 8KiB, high: 12KiB}]
                canary: {policy: {name: lru}, share: 5%, regret_limit: 1%, held_limit: 5ms,
                         judged_after: 8KiB}
            """);
    CustomerConfig gold = loaded.config().customers().inOrder().get(0);
    assertThat(gold.settings())
        .isEqualTo(
            new CustomerSettings(
                "gold",
                new Protection(1, 2, 256, 512),
                1,
                7,
                new Quota(16_384, 5_000_000),
                Preference.AVOID,
                List.of(new QuietTime(79_200, 7_200, 1_800))));
    assertThat(gold.policy().name()).isEqualTo("lru then lru");
    assertThat(gold.policy().newPolicy()).isInstanceOf(ChainPolicy.class);
    assertThat(gold.canary())
        .map(CanaryConfig::limits)
        .contains(new CanarySettings(0.05, 0.01, 5_000_000, 2));
  }

  @Test
  void canary_nothingButAPolicy_hasItsDefaults() throws IOException {
    LoadedConfig loaded =
        load("customers:\n  - {name: a, match: b, canary: {policy: {name: lru}}}\n");
    assertThat(loaded.config().customers().inOrder().get(0).canary())
        .map(CanaryConfig::limits)
        .contains(new CanarySettings(0.1, 0.2, 10_000_000, 4096));
  }

  @Test
  void customer_nothingButAMatch_isUnlimited_withThePolicyOfTheHost() throws IOException {
    LoadedConfig loaded = load("customers:\n  - {name: a, match: b}\n");
    CustomerConfig customer = loaded.config().customers().inOrder().get(0);
    assertThat(customer.settings()).isEqualTo(CustomerSettings.unlimited("a"));
    assertThat(customer.policy()).isEqualTo(loaded.config().policy());
  }

  @Test
  void limits_leftOut_followTheirNeighbours() throws IOException {
    LoadedConfig loaded = load("customers:\n  - {name: a, match: b, min: 4KiB, max: 8KiB}\n");
    assertThat(loaded.config().customers().inOrder().get(0).settings().protection())
        .isEqualTo(new Protection(1, 1, 2, 2));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "min: 8KiB, low: 4KiB | ^low: must not be below min",
        "low: 8KiB, high: 4KiB | ^high: must not be below low and min",
        "low: 8KiB, max: 4KiB | ^max: must not be below low and min",
        "high: 8KiB, max: 4KiB | ^max: must not be below high",
        "weight: 0 | ^weight: must be from 1 to 10000, got '0'",
        "preference: never, max: 1MiB | ^preference: never contradicts high and max: nothing of it"
            + " is ever trimmed",
        "quota: {freed: 64MiB} | ^quota.freed: expected a size per second such as 64MiB/s, got"
            + " '64MiB'; units are B/s, KiB/s, MiB/s, GiB/s, TiB/s",
        "quota: {locked: 2s/s} | ^quota.locked: must be from 1us/s to 1s/s, got '2s/s'",
        "canary: {share: 5%} | ^canary.policy: is missing",
        "canary: {policy: {name: lru}, share: 0%} | ^canary.share: must be above 0%",
        "canary: {policy: {name: lru}, share: 101%} | ^canary.share: must be at most 100%, got"
            + " '101%'",
        "canary: {policy: {name: lru}, held_limit: 0s} | ^canary.held_limit: must be from 1us to"
            + " 10s, got '0s'",
        "canary: {policy: {name: lru}, regret: 5%} | ^canary.regret: unknown key; known here:"
            + " policy, share, regret_limit, held_limit, judged_after",
        "preference: never, canary: {policy: {name: lru}} | ^preference: never contradicts canary:"
            + " nothing of it is ever cut",
        "quota: {cut: 1MiB/s} | ^quota.cut: unknown key; known here: freed, locked",
        "quiet: [{between: 22-2}] | ^quiet[1].between: expected times such as 22:00-02:00, got"
            + " '22-2'",
        "quiet: [{between: 24:00-01:00}] | ^quiet[1].between: expected times such as 22:00-02:00,"
            + " got '24:00-01:00'",
        "quiet: [{between: 02:00-02:00}] | ^quiet[1].between: must end at another time than it"
            + " begins: '02:00-02:00'",
        "policy: [] | ^policy: an empty list; name at least one policy",
        "policy: [{name: lrx}] | ^policy[1].name: no policy 'lrx'; known: lru; did you mean 'lru'?",
        "policy: {lov: 1MiB} | ^policy.lov: unknown key; known here: name, low, high, idle, part;"
            + " did you mean 'low'?",
      })
  void customer_thatContradictsItself_isRefused(String customer, String problem) {
    refused(customer, problem);
  }

  @Test
  void everyProblem_isToldAtOnce() {
    assertThatThrownBy(
            () ->
                load(
                    "tick: 5\nguard: {keep: 1}\ncustomers:\n  - {name: a, match: b, weight: 0, x: 1}\n",
                    "customers:\n  - {match: c}\n",
                    "mode: act\n"))
        .hasMessage(
            String.join(
                "\n",
                folder
                    + "/agent.yaml:1: tick: expected a duration such as 5s, got '5'; units are us,"
                    + " ms, s, m, h",
                folder
                    + "/agent.yaml:2: guard.keep: expected a size such as 16MiB, got '1'; units are"
                    + " B, KiB, MiB, GiB, TiB",
                folder + "/customers.d/1.yaml:2: customers[1].name: is missing",
                folder + "/agent.yaml:4: customers.a.weight: must be from 1 to 10000, got '0'",
                folder
                    + "/agent.yaml:4: customers.a.x: unknown key; known here: name, match, min,"
                    + " low, max, high, preference, keep, weight, quota, quiet, canary",
                folder + "/customers.d/2.yaml:1: mode: unknown key; known here: customers"));
  }

  @Test
  void match_isByEverythingThatARuleGives() throws IOException {
    LoadedConfig loaded =
        load(
            """
            customers:
              - {name: a, match: {hba: user_1, name: "g*", dev_config: rbd/pool-7/}}
              - {name: b, match: [{wwn: "6001*"}, {path: "user_2/x?"}]}
            """);
    assertThat(customerOf(loaded, "user_1/gold", "rbd/pool-7/i", "")).isEqualTo("a");
    assertThat(customerOf(loaded, "user_1/gold", "rbd/pool-70/i", "")).isEqualTo("other");
    assertThat(customerOf(loaded, "user_0/gold", "rbd/pool-7/i", "60015")).isEqualTo("b");
    assertThat(customerOf(loaded, "user_2/x1", "", "")).isEqualTo("b");
    assertThat(customerOf(loaded, "user_2/x12", "", "")).isEqualTo("other");
  }

  @Test
  void dropIns_lastOneWinsForEachKey_firstOneGivesThePlace() throws IOException {
    LoadedConfig loaded =
        load(
            "customers:\n  - {name: a, match: \"user_0/*\", weight: 2, min: 4KiB}\n",
            "customers:\n  - {name: b, match: \"user_0/*\"}\n",
            "customers:\n  - name: a\n    weight: 3\n");
    Customers customers = loaded.config().customers();
    assertThat(customers.inOrder()).extracting(CustomerConfig::name).containsExactly("a", "b");
    CustomerSettings a = customers.inOrder().get(0).settings();
    assertThat(a.weight()).isEqualTo(3);
    assertThat(a.protection().minPages()).isEqualTo(1);
    ResolvedDevice device = ResolvedDevice.of(loaded, new DeviceIdentity("user_0/x", "", ""));
    assertThat(device.alsoMatchedBy()).containsExactly("b (" + folder + "/customers.d/1.yaml:2)");
    assertThat(device.settings())
        .filteredOn(r -> r.path().equals("customers.a.weight") || r.path().equals("tick"))
        .extracting(Reading::value, Reading::origin)
        .containsExactly(tuple("3", folder + "/customers.d/2.yaml:3"), tuple("1s", "default"));
  }

  @Test
  void sameCustomerTwice_inOneFile_isRefused() {
    assertThatThrownBy(() -> load("customers:\n  - {name: a, match: b}\n  - {name: a, match: c}\n"))
        .hasMessage(
            "%s/agent.yaml:3: customers[2].name: 'a' is given twice; first in %s/agent.yaml:2"
                .formatted(folder, folder));
  }

  @Test
  void folderOfDropIns_namedButAbsent_isRefused() {
    assertThatThrownBy(() -> load("customers_dir: nowhere\n"))
        .hasMessage(
            folder
                + "/agent.yaml:1: customers_dir: "
                + folder
                + "/nowhere is no folder; create it or correct the path");
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "'\"user_0/a*\"', '\"user_0/*b\"', true",
    "'\"user_0/a*\"', '\"user_0/b*\"', false",
    "'{hba: user_1}', '\"user_0/*\"', false",
    "'{hba: user_0, name: x?}', '{path: \"*/?y\"}', true",
    "'{dev_config: rbd/a/}', '{dev_config: rbd/b/}', false",
    "'{dev_config: rbd/}', '{dev_config: rbd/b/}', true",
    "'{wwn: \"60*\"}', '{name: x}', true",
  })
  void overlap_isNoticed(String first, String second, boolean overlap) throws IOException {
    LoadedConfig loaded =
        load(
            "customers:\n  - {name: a, match: "
                + first
                + "}\n  - {name: b, match: "
                + second
                + "}\n");
    assertThat(Overlaps.in(loaded.config().customers())).hasSize(overlap ? 1 : 0);
  }
}
