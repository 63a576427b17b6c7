package org.tcmureclaim.command.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.policy.PolicyFactory;

class SchemaTest {
  private static final Path CONFIGS = Path.of("../../configs");

  /** Those directly in it are policy tests, which the replay reads; below are configurations. */
  private static final Path POLICY_TESTS = CONFIGS.resolve("tests");

  private static final Map<String, PolicyFactory> POLICIES = shipped();

  private static Map<String, PolicyFactory> shipped() {
    Map<String, PolicyFactory> policies = new TreeMap<>(KnownPolicies.byName());
    policies.remove("idle-in-tests");
    return policies;
  }

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

  private static JsonObject schemaOf(Path file) {
    return CONFIGS.equals(file.getParent()) || file.startsWith(POLICY_TESTS)
        ? ConfigSchema.ofAgent(POLICIES)
        : ConfigSchema.ofCustomers(POLICIES);
  }

  private static List<String> problems(JsonObject schema, String yaml) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return SchemaValidator.problems(schema, value, "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void shippedFile_isOfTheSchema(Path file) throws IOException {
    assertThat(problems(schemaOf(file), Files.readString(file))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "mood: act",
        "mode: Act",
        "tick: 5",
        "guard: {keep: 16Mb}",
        "guard: {keap: 16MiB}",
        "pressure: {triggers: [{kind: some, window: 1s}]}",
        "policy: {name: lrx}",
        "policy: {name: lru, high: 1MiB}",
        "policy: []",
        "customers: [{match: a}]",
        "customers: [{name: a, match: {}}]",
        "customers: [{name: a, match: b, weight: 0}]",
        "customers: [{name: a, match: b, quota: {freed: 64MiB}}]",
        "customers: [{name: a, match: b, quiet: [{between: 24:00-01:00}]}]",
        "simulated: {speed: fast}",
        "linux: {lock_file: here}",
        "api: {orders: all}",
        "api: {orders: [pause, none]}",
        "api: {orders: 'pause resume'}",
      })
  void text_thatTheBinderRefuses_isNotOfTheSchema(String yaml) {
    assertThat(problems(ConfigSchema.ofAgent(POLICIES), yaml)).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"none", "pause", "'pause,shrink'", "pause , resume", "[]", "[reload]"})
  void waysToSayWhichOrders_areOfTheSchema(String orders) {
    assertThat(problems(ConfigSchema.ofAgent(POLICIES), "api:\n  orders: " + orders)).isEmpty();
  }

  @Test
  void dropIn_withKeysOfTheAgent_isNotOfItsSchema() {
    assertThat(problems(ConfigSchema.ofCustomers(POLICIES), "tick: 1s")).isNotEmpty();
  }

  /** What is read from real files was read from the blueprint too, which the schema is made of. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void everyKeyThatIsRead_isDescribed(Path file) {
    Readings blueprint = LoadedConfig.describe(POLICIES);
    Set<String> described = paths(blueprint);
    blueprint.shapes().keySet().forEach(path -> described.add(Meanings.plain(path)));
    assertThat(described).containsAll(paths(LoadedConfig.load(file).readings()));
  }

  private static Set<String> paths(Readings readings) {
    return readings.inOrder().stream()
        .map(Reading::path)
        .map(path -> path.replaceFirst("^customers\\.[^.]+\\.", "customers."))
        .map(Meanings::plain)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyKey_hasAMeaning_andEveryMeaningAKey() {
    Readings described = LoadedConfig.describe(POLICIES);
    Set<String> keys = new TreeSet<>();
    described.inOrder().stream()
        .map(Reading::path)
        .filter(path -> !path.contains("policy<") || path.endsWith(".name"))
        .forEach(path -> keys.add(Meanings.plain(path)));
    described.shapes().keySet().forEach(path -> keys.add(Meanings.plain(path)));
    keys.removeIf(key -> key.startsWith("customers.policy"));
    assertThat(Meanings.load().keys()).containsExactlyInAnyOrderElementsOf(keys);
  }

  /** A policy says itself what its parameters mean. */
  @Test
  void everyParameterOfAPolicy_isDescribedByIt() {
    Set<String> read = new TreeSet<>();
    LoadedConfig.describe(POLICIES).inOrder().stream()
        .map(Reading::path)
        .filter(path -> path.startsWith("policy<") && !path.endsWith(".name"))
        .forEach(read::add);
    Set<String> described = new TreeSet<>(Meanings.ofParameters().keySet());
    described.removeIf(path -> path.startsWith("policy<idle-in-tests>"));
    assertThat(described).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void committedSchemas_areUpToDate() throws IOException {
    assertThat(Files.readString(CONFIGS.resolve("agent.schema.json")))
        .as("update: bin/tcmu-reclaim check --schema > configs/agent.schema.json")
        .isEqualTo(ConfigSchema.ofAgent(POLICIES).encodePrettily() + "\n");
    assertThat(Files.readString(CONFIGS.resolve("customers.schema.json")))
        .as("update: bin/tcmu-reclaim check --schema=customers > configs/customers.schema.json")
        .isEqualTo(ConfigSchema.ofCustomers(POLICIES).encodePrettily() + "\n");
  }

  @Test
  void reference_listsEveryKey() throws IOException {
    assertThat(Files.readString(Path.of("../../docs/configuration.md")))
        .as("update: bin/tcmu-reclaim check --schema=reference, below 'Every key'")
        .endsWith(KeyTable.markdown(POLICIES));
  }
}
