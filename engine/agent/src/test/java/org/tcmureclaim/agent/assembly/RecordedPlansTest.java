package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.ReloadSignal;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopListeners;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.ShrinkAnswer;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.agent.recorder.FlightRecorder;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.replay.recorded.Agreement;
import org.tcmureclaim.replay.recorded.RecordedRun;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.trace.ClosedLoopTraces;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.watch.HostState;
import org.tcmureclaim.simulation.SimulatedHost;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** What an agent recorded, handed to a decider again, gives the plans that it recorded. */
class RecordedPlansTest {
  private static final long BITE_NANOS = 50_000_000L;
  private static final long HALF_NANOS = 2_000 * BITE_NANOS;
  private static final String CONFIGURATION =
      """
      mode: act
      tick: 1s
      memory: {min: 256MiB, low: 512MiB, high: 1GiB}
      guard: {cooldown: 5s, smallest_release: 1MiB}
      policy: {name: lru, idle: 2s}
      customers:
        - {name: acme, match: "user_0/acme-*", PROMISES
           preference: avoid, policy: [{name: watermark, high: 2MiB}, {name: ladder, idle: 3s}]}
        - {name: birch, match: "user_0/birch-*", high: 32MiB, policy: {name: predictive},
           quota: {freed: 64MiB/s}}
        - {name: corvid, match: "user_0/corvid-*", policy: {name: largest-tail},
           canary: {policy: {name: ladder}, share: 40%}}
      simulated: {seed: 11, memory: 2GiB, luns: 64, speed: max, day: 2m, data_area: 16MiB,
                  global_limit: 2GiB, truncator: SHIM}
      """;

  private static final String ONE_POLICY =
      """
      mode: act
      tick: 1s
      memory: {min: 256MiB, low: 512MiB, high: 1GiB}
      guard: {cooldown: 5s, smallest_release: 1MiB}
      policy: {name: POLICY}
      simulated: {seed: 11, memory: 2GiB, luns: 64, speed: max, day: 2m, data_area: 16MiB,
                  global_limit: 2GiB, truncator: shim}
      """;

  @TempDir Path folder;
  private int ordersTried;

  static Stream<String> builtInPolicies() {
    return KnownPolicies.byName().entrySet().stream()
        .filter(policy -> policy.getValue().getClass().getName().contains(".builtin."))
        .map(Map.Entry::getKey);
  }

  /** One class of a policy, unchanged: in the agent, on the simulated host, and in replay. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("builtInPolicies")
  void recordedPlans_areReproduced_underEachPolicy(String policy) throws IOException {
    Agreement agreement =
        RecordedRun.of(
            record(
                ONE_POLICY.replace("POLICY", policy),
                stage -> reload(stage, "cooldown: 5s", "cooldown: 4s")),
            KnownPolicies.byName());
    assertThat(agreement.firstDifferences()).isEmpty();
    assertThat(agreement.isExact()).isTrue();
    assertThat(agreement.cuts()).as(policy).isPositive();
  }

  @Test
  void recordedPlans_areReproduced_withSeveralPoliciesAndAReload() throws IOException {
    Path recording = record("shim");
    Agreement agreement = RecordedRun.of(recording, KnownPolicies.byName());
    assertThat(agreement.firstDifferences()).isEmpty();
    assertThat(agreement.problems()).isEmpty();
    assertThat(agreement.differences()).isZero();
    assertThat(agreement.fromTheStart()).isTrue();
    assertThat(agreement.configurations()).isEqualTo(2);
    assertThat(agreement.cuts()).isGreaterThan(20);
    assertThat(agreement.decisions()).isGreaterThan(10);
  }

  @Test
  void recordedPlans_areReproduced_onAKernelThatCutsEverything() throws IOException {
    Agreement agreement = RecordedRun.of(record("stock"), KnownPolicies.byName());
    assertThat(agreement.firstDifferences()).isEmpty();
    assertThat(agreement.cuts()).isPositive();
  }

  @Test
  void recordedPlans_areReproduced_withAnOperatorsCuts_andAPause() throws IOException {
    Agreement agreement =
        RecordedRun.of(record(configuration("shim"), this::operate), KnownPolicies.byName());
    assertThat(agreement.firstDifferences()).isEmpty();
    assertThat(agreement.differences()).isZero();
    assertThat(agreement.fromTheStart()).isTrue();
    assertThat(agreement.configurations()).isEqualTo(3);
    assertThat(ordersTried).isEqualTo(6);
  }

  /** Nobody cut anything, so devices that nobody cuts leave the host as it was. */
  @Test
  void closedLoopOverAPausedAgent_leavesTheHostAsItWas() throws IOException {
    Path recording = record(configuration("shim"), RecordedPlansTest::watchOnly);
    var options =
        new TraceOptions(
            "",
            0,
            1_000_000_000L,
            TargetSettings.KERNEL_DEFAULTS,
            List.of("fixed:5ms"),
            message -> {},
            Progress.SILENT);
    Trace trace =
        new ClosedLoopTraces(options, Optional.empty(), OptionalLong.empty(), HeldThen.NOTHING)
            .read(recording.toString())
            .get(0);
    HostTicks host = Objects.requireNonNull(trace.host());
    var wantsNothing = new DemandSettings(1, 2, 3, 3, 1, 0, 0, 0, Long.MAX_VALUE);
    List<Long> apart = new ArrayList<>();
    RunResult result =
        new PolicyRun(RungBoundaries.of(4096))
            .of(
                trace.ticks(),
                "lru",
                new ClosedLoop(host, wantsNothing, List.of(), StallModel.RECORDED),
                (tick, demandPages, state) ->
                    apart.add(
                        Math.abs(((HostState) state).availableBytes() - host.availableBytes(tick))),
                RunWatch.NONE);
    assertThat(result.truncations()).isZero();
    assertThat(trace.customers()).contains("acme", "birch", "corvid", "other");
    assertThat(apart).hasSizeGreaterThan(100);
    // Where the agent looked several times in a tick, the least that it saw is not the last.
    assertThat(apart.stream().filter(bytes -> bytes > 0).count()).isLessThan(apart.size() / 5);
  }

  private static void watchOnly(Stage stage) {
    stage.loop().pause(true);
    stage.loop().run(3_000 * BITE_NANOS);
  }

  /** Six cuts, a pause of everything, and one of a customer. */
  private void operate(Stage stage) throws IOException {
    for (int order = 0; order < 6; order++) {
      DeviceKey key = largestTail(stage.snapshot());
      stage.loop().order(new ShrinkOrder(key, 8L * order, false, this::count));
      stage.loop().run(200 * BITE_NANOS);
    }
    stage.loop().pause(true);
    stage.loop().run(600 * BITE_NANOS);
    stage.loop().pause(false);
    for (Set<String> paused : List.of(Set.of("acme"), Set.<String>of())) {
      LoopRules rules = stage.rules().of(stage.config().config(), paused);
      stage.recorder().configured(rules.customers(), Recorders.copy(stage.config(), rules));
      stage.loop().adopt(rules);
      stage.loop().run(200 * BITE_NANOS);
    }
  }

  private void count(ShrinkAnswer answer) {
    ordersTried += answer instanceof ShrinkAnswer.Tried ? 1 : 0;
  }

  private static DeviceKey largestTail(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    int largest = devices.slotAt(0);
    for (int i = 1; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      largest = devices.tailPages(slot) > devices.tailPages(largest) ? slot : largest;
    }
    return devices.key(largest);
  }

  @Test
  void settingsOfSomebodyElse_areNoticed() throws IOException {
    Path recording = record("shim");
    Path settings = recording.resolve("settings-000001.json");
    String text = Files.readString(settings);
    String other = text.replaceFirst("\"low_bytes\": [0-9]+", "\"low_bytes\": 300000000");
    assertThat(other).isNotEqualTo(text);
    Files.writeString(settings, other);
    Agreement agreement = RecordedRun.of(recording, KnownPolicies.byName());
    assertThat(agreement.isExact()).isFalse();
    assertThat(agreement.firstDifferences()).isNotEmpty();
  }

  /** A running agent, and what it goes by. */
  private record Stage(
      ReclaimLoop loop,
      FlightRecorder recorder,
      HostSnapshot snapshot,
      Rules rules,
      LoadedConfig config,
      Path file) {}

  /** What happens to it. */
  private interface Script {
    void play(Stage stage) throws IOException;
  }

  private Path record(String truncator) throws IOException {
    return record(configuration(truncator), stage -> reload(stage, "idle: 3s", "idle: 1s"));
  }

  private static String configuration(String truncator) {
    String promises = truncator.equals("shim") ? "min: 4MiB, low: 16MiB, keep: 256KiB," : "";
    return CONFIGURATION.replace("SHIM", truncator).replace("PROMISES", promises);
  }

  /** A while, then another with the configuration in which one text replaced another. */
  private static void reload(Stage stage, String replaced, String replacement) throws IOException {
    stage.loop().run(HALF_NANOS);
    String text = Files.readString(stage.file());
    Files.writeString(stage.file(), text.replace(replaced, replacement).replace("birch-*", "b*"));
    LoadedConfig second = stage.config().again();
    LoopRules next = stage.rules().of(second.config());
    stage.recorder().configured(next.customers(), Recorders.copy(second, next));
    stage.loop().adopt(next);
    stage.loop().run(HALF_NANOS);
  }

  private Path record(String configuration, Script script) throws IOException {
    Path file = folder.resolve("agent.yaml");
    Path recordings = folder.resolve("recordings");
    String text = configuration + "recording: {directory: " + recordings + "}\n";
    LoadedConfig first = LoadedConfig.load(Files.writeString(file, text));
    try (var host = new SimulatedHost(SimulatedHosts.settings(first.config()))) {
      long totalBytes = 2L << 30;
      Rules rules = new Rules(host, totalBytes);
      LoopRules begun = rules.of(first.config());
      var options =
          new RunOptions(
              HostKind.SIMULATED, OptionalLong.empty(), new StopSignal(), new ReloadSignal());
      FlightRecorder recorder =
          Recorders.open(host, totalBytes, first, begun, options, new Silent()).orElseThrow();
      try (recorder) {
        var listeners = new LoopListeners(recorder, new WriterAwaited(recorder));
        var loop = new ReclaimLoop(host, new Decider(begun.decisions()), begun, listeners);
        HostSnapshot snapshot = loop.begin();
        script.play(new Stage(loop, recorder, snapshot, rules, first, file));
      }
      assertThat(recorder.lostTicks()).isZero();
    }
    return Recordings.in(recordings).get(0);
  }

  /** The host is faster than any disk, so the writer is waited for after every tick. */
  private record WriterAwaited(FlightRecorder recorder) implements LoopListener {
    @Override
    public void ticked(HostSnapshot snapshot, Plan plan) {
      while (recorder.waitingTicks() > 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void deviceAdded(int slot, DeviceKey key) {}

    @Override
    public void deviceRemoved(int slot, DeviceKey key) {}

    @Override
    public void adopted(HostSnapshot snapshot, CustomerDirectory customers) {}

    @Override
    public void planned(long number, HostSnapshot snapshot, Plan plan) {}

    @Override
    public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {}

    @Override
    public void held(String message) {}
  }

  private static final class Silent implements Notices {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
      throw new AssertionError(message);
    }
  }
}
