package org.tcmureclaim.recording.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.canary.CanarySettings;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.QuietTime;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.decision.Candidate;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.builtin.StockPolicy;

class SettingsFileTest {
  private static final int MANY = 4_096;
  private static final CustomerSettings GOLD =
      new CustomerSettings(
          "gold \"one\"",
          new Protection(1, 2, 3, Protection.UNLIMITED),
          4,
          5,
          new Quota(6, 7),
          Preference.AVOID,
          List.of(new QuietTime(1, 2, 3)));
  private static final CanarySettings LIMITS = new CanarySettings(0.1, 1e-7, 8, 9);
  private static final DecisionSettings SETTINGS =
      new DecisionSettings(
          new DemandSettings(1, 2, 3, 4, 1.0 / 3, 0.1 + 0.2, 1e-9, 1, 5),
          new GuardSettings(1, 2, 3, 4, 5, 0.7, 6, 7, 2.0 / 3),
          Granularity.DEVICE,
          List.of(
              new CustomerPolicy(
                  GOLD,
                  "lru then ladder",
                  new StockPolicy(),
                  new Candidate("ladder", new StockPolicy(), LIMITS)),
              new CustomerPolicy(CustomerSettings.unlimited("other"), "lru", new StockPolicy())));
  private static final PolicyText LADDER =
      new PolicyText(List.of(Map.of("name", "ladder", "idle", "3s")), "ladder{idle='3s'}");
  private static final PolicyText LRU = new PolicyText(List.of(Map.of("name", "lru")), "lru{}");

  private final SettingsReader reader = new SettingsReader(policies());

  private static Map<String, PolicyFactory> policies() {
    Map<String, PolicyFactory> byName = new TreeMap<>();
    ServiceLoader.load(PolicyFactory.class).forEach(f -> byName.put(f.name(), f));
    return byName;
  }

  private static String text(PolicyText gold) {
    return SettingsFile.text(
        SETTINGS, List.of(new CustomerText(gold, LADDER), new CustomerText(LRU, null)));
  }

  private DecisionSettings read(String text) {
    return reader.of(Section.of("settings.json", text));
  }

  @Test
  void everyNumber_isReadBackExactly() {
    DecisionSettings read = read(text(LRU));
    assertThat(read.demand()).isEqualTo(SETTINGS.demand());
    assertThat(read.guard()).isEqualTo(SETTINGS.guard());
    assertThat(read.granularity()).isEqualTo(SETTINGS.granularity());
    assertThat(read.customers()).extracting(CustomerPolicy::settings).startsWith(GOLD).hasSize(2);
    assertThat(read.customers())
        .extracting(CustomerPolicy::policyName)
        .containsExactly("lru then ladder", "lru");
    Candidate candidate = read.customers().get(0).candidate();
    Objects.requireNonNull(candidate);
    assertThat(candidate.limits()).isEqualTo(LIMITS);
    assertThat(read.customers().get(1).candidate()).isNull();
  }

  /** What the reader of YAML refused: it takes no file of more than a mebibyte. */
  @Test
  void settingsOfManyCustomers_areReadBack(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(SettingsFile.name(1));
    List<CustomerPolicy> customers = new ArrayList<>();
    List<CustomerText> texts = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      CustomerSettings settings = CustomerSettings.unlimited("customer-%06d".formatted(i));
      customers.add(new CustomerPolicy(settings, "lru", new StockPolicy()));
      texts.add(new CustomerText(LRU, null));
    }
    SettingsFile.write(
        file,
        new DecisionSettings(SETTINGS.demand(), SETTINGS.guard(), Granularity.DEVICE, customers),
        texts);
    assertThat(Files.size(file)).isGreaterThan(1 << 20);
    assertThat(reader.read(file).customers()).hasSize(MANY);
  }

  @Test
  void policyThatIsTheSame_isTheSameObject_andAnotherIsNot() {
    DecisionSettings first = read(text(LRU));
    DecisionSettings second = read(text(LADDER));
    assertThat(second.customers().get(0).policy()).isNotSameAs(first.customers().get(0).policy());
    assertThat(second.customers().get(1).policy()).isSameAs(first.customers().get(1).policy());
  }

  @Test
  void policyThatIsNotHere_isNamed() {
    PolicyText foreign = new PolicyText(List.of(Map.of("name", "theirs")), "theirs{}");
    assertThatThrownBy(() -> read(text(foreign)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no policy 'theirs' here; --policies-dir");
  }
}
