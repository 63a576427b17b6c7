package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.configuration.Amount;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.rules.ControllerConfig;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.configuration.rules.MemoryConfig;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.configuration.rules.PressureConfig;
import org.tcmureclaim.configuration.rules.StallKind;
import org.tcmureclaim.configuration.rules.TriggerConfig;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.policy.PolicyFactory;

class AgentConfigTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final long SECOND = 1_000_000_000L;
  private static final Map<String, PolicyFactory> POLICIES =
      new TreeMap<>(
          Map.of(
              "lru",
              new IdlePolicyFactory("lru"),
              "watermark",
              new IdlePolicyFactory("watermark")));

  static AgentConfig bind(String text) {
    return AgentConfig.bind(Section.of("agent.yaml", text), POLICIES);
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> bind(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void everyKeyLeftOut_isItsDefault() {
    AgentConfig config = bind("mode: observe");
    assertThat(config.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(config.tickNanos()).isEqualTo(SECOND);
    assertThat(config.truncator()).isEqualTo(TruncatorChoice.AUTO);
    assertThat(config.pressure())
        .isEqualTo(
            new PressureConfig(
                List.of(
                    new TriggerConfig(StallKind.SOME, SECOND / 20, SECOND),
                    new TriggerConfig(StallKind.FULL, SECOND / 10, 2 * SECOND)),
                SECOND / 10,
                5 * SECOND));
    assertThat(config.memory().of(100 * GIBIBYTE))
        .isEqualTo(new MemoryConfig.Watermarks(2 * GIBIBYTE, 4 * GIBIBYTE, 6 * GIBIBYTE));
    assertThat(config.controller())
        .isEqualTo(new ControllerConfig(0.005, 0.5, new Amount.Share(0.5)));
    assertThat(config.guard()).isEqualTo(new GuardSettings(10 * SECOND, 5 * SECOND, 0, 256));
    assertThat(config.policy().name()).isEqualTo("lru");
    assertThat(config.customers().inOrder()).isEmpty();
    assertThat(config.stock())
        .isEqualTo(new StockConfig(Path.of("/run/tcmu-reclaim/stock.lease"), 5 * SECOND, 1 << 20));
    assertThat(config.linux())
        .isEqualTo(
            new LinuxConfig(
                10 * SECOND,
                SECOND,
                true,
                Path.of("/run/tcmu-reclaim/agent.lock"),
                roots("/proc", "/sys", "/sys/kernel/config", "/dev")));
    assertThat(config.simulated())
        .isEqualTo(
            new SimulatedConfig(
                7,
                8 * GIBIBYTE,
                256,
                OptionalLong.of(1),
                120 * SECOND,
                4096,
                1,
                524_288,
                SimulatedConfig.SimulatedTruncator.SHIM));
  }

  @Test
  void everyKeyGiven_isRead() {
    AgentConfig config =
        bind(
            """
            mode: act
            tick: 500ms
            truncator: stock
            pressure:
              triggers: []
              fast_sampling: {interval: 50ms, for: 2s}
            memory: {min: 256MiB, low: 512MiB, high: 1GiB}
            controller: {stall_goal: 1%, gain: 0, plenty: 3GiB}
            guard:
              {cooldown: 0s, stale_after: 500ms, keep: 4KiB, smallest_release: 0B, most_devices: 3,
               most_of_customer: 20%, cut_budget: 7ms, regret_patience: 0, regret_limit: 90%}
            policy: {name: watermark, low: 4MiB, high: 8MiB, idle: 30s, part: 35%}
            shadow: {policy: [{name: lru}, {name: watermark}]}
            customers:
              - {name: gold, match: "user_0/gold-*"}
            stock: {lease: /run/x, deadline: 100ms, lower_to: 64MiB}
            linux: {rescan: 1s, usage_interval: 100ms, lock_memory: false, lock_file: /run/y, roots: {proc: /host/proc, sys: /h/s}}
            simulated: {seed: 0, speed: max, truncator: stock, pages_per_block: 16}
            """);
    assertThat(config.mode()).isEqualTo(Mode.ACT);
    assertThat(config.tickNanos()).isEqualTo(SECOND / 2);
    assertThat(config.truncator()).isEqualTo(TruncatorChoice.STOCK);
    assertThat(config.pressure()).isEqualTo(new PressureConfig(List.of(), SECOND / 20, 2 * SECOND));
    assertThat(config.memory().of(8 * GIBIBYTE))
        .isEqualTo(new MemoryConfig.Watermarks(GIBIBYTE / 4, GIBIBYTE / 2, GIBIBYTE));
    assertThat(config.controller())
        .isEqualTo(new ControllerConfig(0.01, 0, new Amount.Size(3 * GIBIBYTE)));
    assertThat(config.guard())
        .isEqualTo(new GuardSettings(0, SECOND / 2, 1, 0, 3, 0.2, 7_000_000, 0, 0.9));
    assertThat(config.policy().newPolicy())
        .isEqualTo(new IdlePolicyFactory.Idle(1024, 30 * SECOND, 0.35));
    assertThat(config.shadow()).map(PolicyConfig::name).contains("lru then watermark");
    assertThat(customerOf(config, "user_0/gold-01")).isEqualTo("gold");
    assertThat(config.stock()).isEqualTo(new StockConfig(Path.of("/run/x"), SECOND / 10, 64 << 20));
    assertThat(config.linux())
        .isEqualTo(
            new LinuxConfig(
                SECOND,
                SECOND / 10,
                false,
                Path.of("/run/y"),
                roots("/host/proc", "/h/s", "/sys/kernel/config", "/dev")));
    assertThat(config.simulated().speedFactor()).isEmpty();
    assertThat(config.simulated().pagesPerBlock()).isEqualTo(16);
  }

  @Test
  void observing_changesTheModeOnly() {
    AgentConfig acting = bind("mode: act\ntick: 2s");
    AgentConfig observing = acting.observing();
    assertThat(observing.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(observing).usingRecursiveComparison().ignoringFields("mode").isEqualTo(acting);
  }

  @Test
  void unknownKey_anywhere_isRefused() {
    refused(
        "mode: act\ntock: 1s\n",
        "agent.yaml:2: tock: unknown key; known here: customers_dir, reload_on_change, tick,"
            + " policy, mode, truncator, pressure, memory, controller, guard, shadow, customers,"
            + " ledger, recording, api, metrics, stock, linux, simulated; did you mean 'tick'?");
    refused(
        "guard:\n  cool_down: 1s\n",
        "agent.yaml:2: guard.cool_down: unknown key; known here: cooldown, stale_after, keep,"
            + " smallest_release, most_devices, most_of_customer, cut_budget, regret_patience,"
            + " regret_limit; did you mean 'cooldown'?");
    refused(
        "policy:\n  name: lru\n  lov: 1MiB\n",
        "agent.yaml:3: policy.lov: unknown key; known here: name, low, high, idle, part; did you"
            + " mean 'low'?");
    refused(
        "customers:\n  - {name: a, match: b, wight: 1}\n",
        "agent.yaml:2: customers.a.wight: unknown key; known here: name, match, min, low, max,"
            + " high, preference, keep, weight, quota, quiet, canary; did you mean 'weight'?");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: Act | mode: expected one of observe, act; got 'Act'; did you mean 'act'?",
        "tick: 99ms | tick: must be from 100ms to 1m, got '99ms'",
        "tick: 61s | tick: must be from 100ms to 1m, got '61s'",
        "truncator: shin | truncator: expected one of auto, shim, stock, observe; got 'shin'; did you"
            + " mean 'shim'?",
        "memory: {min: 2GiB, low: 1GiB, high: 3GiB} | memory.low: must be above min, 2GiB; it is 1GiB",
        "memory: {min: 1GiB, low: 1GiB, high: 3GiB} | memory.low: must be above min, 1GiB; it is 1GiB",
        "memory: {min: 1%, low: 3%, high: 2%} | memory.high: must be above low, 3%; it is 2%",
        "memory: {min: 5%} | memory.low: must be above min, 5%; it is not given and so 4%",
        "controller: {stall_goal: 0%} | controller.stall_goal: must be above 0%; gain: 0 switches"
            + " the controller off",
        "controller: {gain: 10.5} | controller.gain: must be from 0.0 to 10.0, got '10.5'",
        "guard: {stale_after: 999ms} | guard.stale_after: must not be shorter than tick",
        "guard: {most_devices: 0} | guard.most_devices: must be from 1 to 2147483647, got '0'",
        "guard: {most_of_customer: 101%} | guard.most_of_customer: must be at most 100%, got"
            + " '101%'",
        "guard: {cut_budget: 999us} | guard.cut_budget: must be from 1ms to 10s, got '999us'",
        "guard: {regret_patience: 1001} | guard.regret_patience: must be from 0 to 1000, got"
            + " '1001'",
        "guard: {regret_limit: 0.5} | guard.regret_limit: expected a share such as 35%, got '0.5'",
        "policy: {name: lrx} | policy.name: no policy 'lrx'; known: lru, watermark; did you mean"
            + " 'lru'?",
        "policy: {low: 2MiB, high: 1MiB} | policy.high: must be above low",
        "shadow: {} | shadow.policy: is missing",
        "metrics: {otlp_headers_file: /x} | metrics.otlp_headers_file: has no meaning without"
            + " otlp_url",
        "metrics: {otlp_url: 'http://far.example:1/v1/metrics', otlp_headers_file: /x} |"
            + " metrics.otlp_headers_file: its secrets would be sent in clear text; otlp_url must"
            + " be https",
        "shadow: {policy: {name: lrx}} | shadow.policy.name: no policy 'lrx'; known: lru,"
            + " watermark; did you mean 'lru'?",
        "shadow: {policy: {name: lru}, share: 1%} | shadow.share: unknown key; known here: policy",
        "customers: [{match: a}] | customers[1].name: is missing",
        "customers: [{name: other, match: a}] | customers.other.match: 'other' has what nobody else"
            + " matches",
        "stock: {lower_to: 1025KiB} | stock.lower_to: must be a whole number of MiB, as the kernel"
            + " counts",
        "stock: {lease: here} | stock.lease: expected an absolute path, got 'here'",
        "simulated: {luns: 4097} | simulated.luns: must be from 1 to 4096, got '4097'",
        "simulated: {luns: 1.25} | simulated.luns: expected a whole number, got '1.25'",
        "simulated: {speed: fast} | simulated.speed: expected max or a whole number from 1 to"
            + " 10000, got 'fast'",
        "simulated: {speed: 0} | simulated.speed: expected max or a whole number from 1 to 10000,"
            + " got '0'",
        "simulated: {data_area: 68KiB, pages_per_block: 16} | simulated.data_area: must be a whole"
            + " number of blocks of pages_per_block",
        "simulated: {data_area: 16Mb} | simulated.data_area: expected a size such as 16MiB, got"
            + " '16Mb'; units are B, KiB, MiB, GiB, TiB",
      })
  void value_thatCannotBeUsed_isRefused(String text, String message) {
    refused(text, "agent.yaml:1: " + message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: some, threshold: 50ms, window: 499ms} | window: must be from 500ms to 10s, got"
            + " '499ms'",
        "{kind: some, threshold: 50ms, window: 10001ms} | window: must be from 500ms to 10s, got"
            + " '10001ms'",
        "{kind: some, threshold: 1001ms, window: 1s} | threshold: must not be longer than window",
        "{kind: some, threshold: 0us, window: 1s} | threshold: must be from 1us to 10s, got '0us'",
        "{kind: all, threshold: 50ms, window: 1s} | kind: expected one of some, full; got 'all'",
        "{threshold: 50ms, window: 1s} | kind: is missing",
      })
  void trigger_thatTheKernelRefuses_isRefused(String trigger, String message) {
    refused(
        "pressure:\n  triggers:\n    - " + trigger,
        "agent.yaml:3: pressure.triggers[1]." + message);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{kind: some, threshold: 1us, window: 500ms}",
        "{kind: full, threshold: 10s, window: 10s}",
        "{kind: full, threshold: 1s, window: 1s}"
      })
  void trigger_atTheBounds_isAccepted(String trigger) {
    assertThat(bind("pressure: {triggers: [" + trigger + "]}").pressure().triggers()).hasSize(1);
  }

  @Test
  void fastSampling_slowerThanTick_isRefused() {
    refused(
        "tick: 100ms\npressure:\n  fast_sampling: {interval: 101ms}",
        "agent.yaml:3: pressure.fast_sampling.interval: must not be longer than tick");
    assertThat(bind("tick: 100ms").pressure().fastIntervalNanos()).isEqualTo(SECOND / 10);
  }

  @Test
  void staleAfter_leftOut_followsALongTick() {
    assertThat(bind("tick: 10s").guard().staleAfterNanos()).isEqualTo(20 * SECOND);
  }

  @Test
  void watermarks_thatContradictOnThisHost_areRefusedThere() {
    MemoryConfig mixed = bind("memory: {min: 1GiB, low: 10%, high: 20%}").memory();
    assertThat(mixed.of(20 * GIBIBYTE).lowBytes()).isEqualTo(2 * GIBIBYTE);
    assertThatThrownBy(() -> mixed.of(10_000_000_000L))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "agent.yaml:1: memory.low: must be above min on this host, where min, low and high are"
                + " 1073741824 B, 1000000000 B and 2000000000 B");
    MemoryConfig sizes = bind("memory: {min: 1GiB, low: 2GiB, high: 3GiB}").memory();
    assertThat(sizes.of(3 * GIBIBYTE + 1).highBytes()).isEqualTo(3 * GIBIBYTE);
    assertThatThrownBy(() -> sizes.of(3 * GIBIBYTE))
        .hasMessage(
            "agent.yaml:1: memory.high: must be below the memory of this host, 3221225472 B");
    assertThat(mixed.low()).isEqualTo(new Amount.Share(0.1));
  }

  @Test
  void customer_firstMatchWins() {
    AgentConfig config =
        bind(
            """
            customers:
              - {name: gold, match: "user_0/gold-*"}
              - {name: rest, match: "user_0/*"}
            """);
    assertThat(customerOf(config, "user_0/gold-01")).isEqualTo("gold");
    assertThat(customerOf(config, "user_0/goldfish")).isEqualTo("rest");
    assertThat(customerOf(config, "user_1/gold-01")).isEqualTo(Customers.OTHER);
  }

  private static String customerOf(AgentConfig config, String path) {
    return config.customers().of(new DeviceIdentity(path, "", "")).name();
  }

  private static RootsConfig roots(String proc, String sys, String configfs, String dev) {
    return new RootsConfig(Path.of(proc), Path.of(sys), Path.of(configfs), Path.of(dev));
  }
}
