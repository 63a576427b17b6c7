package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.ReloadSignal;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.recorder.FlightRecorder;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.Tick;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.simulation.SimulatedHost;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Agents on the simulated host, and what they recorded. */
record RecordedAgent(Path folder) {
  static final long BITE_NANOS = 50_000_000L;
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

  /** A running agent, and what it goes by. */
  record Stage(
      ReclaimLoop loop,
      FlightRecorder recorder,
      HostSnapshot snapshot,
      Rules rules,
      LoadedConfig config,
      Path file) {}

  /** What happens to it. */
  interface Script {
    void play(Stage stage) throws IOException;
  }

  /** Several customers with policies of their own, on a host with this truncator. */
  static String configuration(String truncator) {
    String promises = truncator.equals("shim") ? "min: 4MiB, low: 16MiB, keep: 256KiB," : "";
    return CONFIGURATION.replace("SHIM", truncator).replace("PROMISES", promises);
  }

  /** A while, then another with the configuration in which one text replaced another. */
  static void reload(Stage stage, String replaced, String replacement) throws IOException {
    stage.loop().run(HALF_NANOS);
    String text = Files.readString(stage.file());
    Files.writeString(stage.file(), text.replace(replaced, replacement).replace("birch-*", "b*"));
    LoadedConfig second = stage.config().again();
    LoopRules next = stage.rules().of(second.config()).numbered(LoopRules.FIRST + 1);
    stage.recorder().configured(next.number(), Recorders.copy(second, next));
    stage.loop().adopt(next);
    stage.loop().run(HALF_NANOS);
  }

  /** Runs an agent, and returns its recording. */
  Path record(String configuration, Script script) throws IOException {
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
      var ring = new TickRing(true);
      var notices = new Silent();
      FlightRecorder recorder =
          Recorders.open(
                  host, totalBytes, first, begun, ring, options, notices, new Workers(notices))
              .orElseThrow();
      try (recorder) {
        var decider = new Decider(begun.decisions());
        var ledger =
            new Ledger(
                decider,
                begun.customers(),
                host::identity,
                tick -> publish(ring, tick, recorder),
                () -> 0,
                report -> {});
        var loop = new ReclaimLoop(host, decider, begun, ledger);
        HostSnapshot snapshot = loop.begin();
        ledger.open(snapshot);
        script.play(new Stage(loop, recorder, snapshot, rules, first, file));
      }
      assertThat(recorder.lostTicks()).isZero();
    }
    return Recordings.in(recordings).get(0);
  }

  /** The host is faster than any disk, so the writer is waited for after every tick. */
  private static void publish(TickRing ring, Tick tick, FlightRecorder recorder) {
    TickImage unused = ring.publish(tick);
    while (recorder.waitingTicks() > 0) {
      Thread.onSpinWait();
    }
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
