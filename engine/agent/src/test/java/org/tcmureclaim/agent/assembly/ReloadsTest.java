package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.JarredFactory;
import example.PolicyJarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.assembly.RunControls.ReloadResult;
import org.tcmureclaim.agent.config.AcceptedConfig;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.simulation.SimulatedHost;

class ReloadsTest {
  private static final String FIRST =
      """
      simulated: {luns: 4}
      customers:
        - {name: a, match: "user_0/acme-*", policy: {name: lru, idle: 2s}}
        - {name: b, match: "user_0/birch-*", policy: {name: lru}}
      """;

  private final Path folder;
  private final List<LoopRules> handedOver = new ArrayList<>();
  private boolean fails;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private long nowNanos = 7;
  private final LoadedConfig loaded;
  private final SimulatedHost host;
  private final Rules rules;
  private final Reloads reloads;

  ReloadsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.loaded = LoadedConfig.load(Files.writeString(folder.resolve("agent.yaml"), FIRST));
    this.host = new SimulatedHost(SimulatedHosts.settings(loaded.config()));
    this.rules = new Rules(host, 8L << 30);
    this.reloads = reloads(AcceptedStart.of(loaded));
  }

  private Reloads reloads(AcceptedStart start) {
    Notes notes = new Notes();
    return new Reloads(
        start,
        rules.of(start.runs().config()),
        rules,
        HeapGrowth.none(notes),
        this::take,
        notes,
        new Workers(notes),
        new Reloads.Time(millis -> {}, () -> nowNanos));
  }

  @AfterEach
  void close() {
    reloads.close();
    host.close();
  }

  private void take(LoadedConfig config, LoopRules next) {
    if (fails) {
      throw new StackOverflowError("deep");
    }
    handedOver.add(next);
  }

  @Test
  void policyJars_areThoseOfWhatRuns() throws IOException {
    assertThat(reloads.policyJars()).isEmpty();
    PolicyJarFile.write(folder.resolve("own.jar"), "2.1", JarredFactory.class);
    System.setProperty(KnownPolicies.FOLDER_PROPERTY, folder.toString());
    try {
      write(FIRST.replace("{name: lru, idle: 2s}", "{name: jarred}"));
      assertThat(reloads.reload(true).problems()).isEmpty();
    } finally {
      System.clearProperty(KnownPolicies.FOLDER_PROPERTY);
    }
    assertThat(reloads.policyJars())
        .singleElement()
        .asString()
        .startsWith(folder.resolve("own.jar") + " (2.1, sha-256 ");
  }

  /** A policy's jar that does not fit, or anything else that nobody thought of. */
  @Test
  void reloadThatThrowsAnError_saysWhy_keepsTheOldOne_andLaterReloadsWork() throws IOException {
    write(FIRST.replace("name: b,", "name: c,"));
    fails = true;
    assertThat(reloads.reload(true).problems())
        .containsExactly("unexpected: java.lang.StackOverflowError: deep");
    assertThat(told)
        .singleElement()
        .asString()
        .contains("configuration not reloaded, the one before goes on: unexpected: ");
    fails = false;
    assertThat(reloads.pause("b", true)).containsExactly("b");
    assertThat(reloads.reload(true).problems()).isEmpty();
    assertThat(reloads.pause("b", false)).as("not there, and still to be resumed").isEmpty();
    assertThatThrownBy(() -> reloads.pause("b", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reloads.pause("b", true)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A pipe that nothing is written into, as a file of a file system that hangs. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void pause_waitsForNoFile() throws Exception {
    Files.delete(folder.resolve("agent.yaml"));
    int made =
        new ProcessBuilder("mkfifo", folder.resolve("agent.yaml").toString()).start().waitFor();
    assertThat(made).isZero();
    reloads.request();
    assertThat(reloads.pause("a", true)).containsExactly("a");
    assertThat(handedOver).hasSize(1);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("agent.yaml"), text);
  }

  @Test
  void change_isHandedOver_andTold_andUnchangedPoliciesStayTheSameObjects() throws IOException {
    LoopRules before = rules.of(loaded.config());
    write(FIRST.replace("idle: 2s", "idle: 3s") + "tick: 2s\n");
    reloads.reload(false);
    assertThat(handedOver).hasSize(1);
    assertThat(handedOver.get(0).pace().tickNanos()).isEqualTo(2_000_000_000L);
    List<CustomerPolicy> now = handedOver.get(0).decisions().customers();
    List<CustomerPolicy> then = before.decisions().customers();
    assertThat(now.get(0).policy()).isNotSameAs(then.get(0).policy());
    assertThat(now.get(1).policy()).isSameAs(then.get(1).policy());
    assertThat(now.get(2).policy()).isSameAs(then.get(2).policy());
    assertThat(told)
        .containsExactly(
            "info configuration reloaded: tick 1s -> 2s, customers.a.policy.idle 2s -> 3s");
  }

  @Test
  void badConfiguration_isRefusedAsAWhole_inOneNotice_andALaterGoodOneCounts() throws IOException {
    write(FIRST + "tick: 5\nmood: x\n");
    reloads.reload(false);
    assertThat(handedOver).isEmpty();
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("warn configuration not reloaded, the one before goes on: " + folder)
        .contains("tick: expected a duration", "; ", "mood: unknown key");
    write(FIRST + "tick: 2s\n");
    reloads.reload(false);
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void contradictionOnThisHost_isRefused() throws IOException {
    write(FIRST + "memory: {min: 1GiB, low: 2GiB, high: 9GiB}\n");
    reloads.reload(false);
    assertThat(handedOver).isEmpty();
    assertThat(told)
        .singleElement()
        .asString()
        .contains("memory.high: must be below the memory of this host");
  }

  @Test
  void keyThatCannotChange_isNamed() throws IOException {
    write(FIRST + "mode: act\nlinux: {lock_file: /run/other}\n");
    reloads.reload(false);
    assertThat(told)
        .containsExactly(
            "warn counts only after a restart: mode observe -> act (restart tcmu-reclaim),"
                + " linux.lock_file /run/tcmu-reclaim/agent.lock -> /run/other (restart"
                + " tcmu-reclaim)",
            "info configuration reloaded: nothing that counts at once has changed");
  }

  /** It may have been restarted since, which the agent does not see: it is told once. */
  @Test
  void keyOfTheServer_isNamedOnce_withTheServersUnit() throws IOException {
    String ofServer = "api: {listen: unix, orders: [pause]}\nmetrics: {otlp_every: 30s}\n";
    write(FIRST + ofServer);
    reloads.reload(false);
    write(FIRST + ofServer + "mode: act\n");
    reloads.reload(false);
    assertThat(told.stream().filter(line -> line.startsWith("warn counts")))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .contains("api.orders none -> pause (restart tcmu-reclaim)")
                    .contains("metrics.otlp_every 1m -> 30s (restart tcmu-reclaim-serve)"),
            second ->
                assertThat(second)
                    .contains("mode observe -> act (restart tcmu-reclaim)")
                    .doesNotContain("metrics"));
  }

  @Test
  void keyThatCannotChange_andIsAsTheAgentBegan_isNotNamed() throws IOException {
    write(FIRST + "mode: act\n");
    reloads.reload(false);
    told.clear();
    write(FIRST + "tick: 2s\n");
    reloads.reload(false);
    assertThat(told).containsExactly("info configuration reloaded: tick 1s -> 2s");
  }

  @Test
  void changedFile_isReadAgain_onceItHasStayedTheSame_whereThatIsAskedFor() throws IOException {
    write(FIRST + "tick: 2s\n");
    reloads.look();
    reloads.look();
    assertThat(told).isEmpty();
    write(FIRST + "reload_on_change: true\n");
    reloads.reload(false);
    told.clear();
    reloads.look();
    write(FIRST + "reload_on_change: true\ntick: 2s\n");
    reloads.look();
    assertThat(told).isEmpty();
    reloads.look();
    assertThat(told).containsExactly("info configuration reloaded: tick 1s -> 2s");
    reloads.look();
    Files.createDirectory(folder.resolve("customers.d"));
    Files.writeString(folder.resolve("customers.d/1.yaml"), "tick: 3s\n");
    reloads.look();
    reloads.look();
    reloads.look();
    assertThat(told).hasSize(2).last().asString().contains("1.yaml:1: tick: unknown key");
  }

  @Test
  void whatHasNoEffect_isWarnedOf() throws IOException {
    write(
        """
        simulated: {luns: 4}
        guard: {smallest_release: 9GiB}
        customers: [{name: a, match: acme}]
        """);
    reloads.reload(false);
    assertThat(told.stream().filter(line -> line.startsWith("warn")))
        .satisfiesExactly(
            line -> assertThat(line).contains("without effect: ", ":3: customers.a.match: can"),
            line -> assertThat(line).contains(":2: guard.smallest_release: 9GiB is more than"));
  }

  private static final String PROMISING =
      FIRST.replace("match: \"user_0/acme-*\"", "match: \"user_0/acme-*\", min: 64MiB");

  private void begin(String text) throws IOException {
    write(text);
    reloads.reload(false);
    handedOver.clear();
    told.clear();
  }

  @Test
  void reloadThatTakesPromisesAway_countsAfterAMinute() throws IOException {
    begin(PROMISING);
    write(FIRST + "tick: 2s\n");
    ReloadResult result = reloads.reload(false);
    assertThat(result.lostPromises())
        .containsExactly("customers.a.min 64MiB -> 0B", "customers.a.low 64MiB -> 0B");
    assertThat(result.heldSeconds()).isEqualTo(60);
    nowNanos += 59_999_999_999L;
    reloads.look();
    assertThat(handedOver).isEmpty();
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("warn promises are kept for 60 s more")
        .contains("customers.a.min 64MiB -> 0B", "reload --yes");
    nowNanos++;
    reloads.look();
    assertThat(handedOver).hasSize(1);
    assertThat(told.get(1)).startsWith("warn promises end now: customers.a.min 64MiB -> 0B");
    assertThat(told.get(2)).contains("configuration reloaded: tick 1s -> 2s");
    reloads.look();
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void reloadThatTakesPromisesAway_countsAtOnceWithYes() throws IOException {
    begin(PROMISING);
    write(FIRST);
    assertThat(reloads.reload(true).lostPromises()).isEmpty();
    assertThat(handedOver).hasSize(1);
    nowNanos += 120_000_000_000L;
    reloads.look();
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void promisesThatComeBackInTime_areNeverLost() throws IOException {
    begin(PROMISING);
    write(FIRST);
    reloads.reload(false);
    write(PROMISING + "tick: 2s\n");
    nowNanos += 61_000_000_000L;
    reloads.look();
    assertThat(handedOver).hasSize(1);
    assertThat(handedOver.get(0).decisions().customers().get(0).settings().protection().minPages())
        .isEqualTo(16_384);
    assertThat(told).noneMatch(line -> line.contains("promises end"));
  }

  @Test
  void promisesOfTheLastRun_areKeptForAMinuteAfterAStart() throws IOException {
    AcceptedConfig store = new AcceptedConfig(folder.resolve("accepted"));
    write(PROMISING);
    store.keep(LoadedConfig.load(folder.resolve("agent.yaml")));
    AcceptedStart start = AcceptedStart.of(loaded, store);
    assertThat(start.runs().config().customers().all().get(0).settings().protection().minPages())
        .isEqualTo(16_384);
    write(FIRST);
    try (Reloads again = reloads(start)) {
      assertThat(told).singleElement().asString().contains("customers.a.min 64MiB -> 0B");
      nowNanos += 60_000_000_000L;
      again.look();
      assertThat(handedOver).hasSize(1);
    }
    assertThat(AcceptedStart.of(loaded, store).lost()).isEmpty();
  }

  private final class Notes implements Notices {
    @Override
    public void info(String message) {
      told.add("info " + message);
    }

    @Override
    public void warn(String message) {
      told.add("warn " + message);
    }
  }
}
