package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ShrinkAnswer;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.replay.recorded.Agreement;
import org.tcmureclaim.replay.recorded.RecordedRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HandlerEnd;
import org.tcmureclaim.snapshot.HandlerTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** What an agent recorded, handed to a decider again, gives the plans that it recorded. */
class RecordedPlansTest {
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

  /** Long enough for a third segment, each of ten minutes. */
  private static final long THREE_SEGMENTS_NANOS = 1_700_000_000_000L;

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
                stage -> RecordedAgent.reload(stage, "cooldown: 5s", "cooldown: 4s")),
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
    assertThat(agreement.isComplete()).isTrue();
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
        RecordedRun.of(
            record(RecordedAgent.configuration("shim"), this::operate), KnownPolicies.byName());
    assertThat(agreement.firstDifferences()).isEmpty();
    assertThat(agreement.differences()).isZero();
    assertThat(agreement.isComplete()).isTrue();
    assertThat(agreement.configurations()).isEqualTo(3);
    assertThat(ordersTried).isEqualTo(6);
  }

  /** Six cuts, a pause of everything, and one of a customer. */
  private void operate(RecordedAgent.Stage stage) throws IOException {
    for (int order = 0; order < 6; order++) {
      DeviceKey key = largestTail(stage.snapshot());
      stage.loop().order(new ShrinkOrder(key, 8L * order, false, this::count));
      stage.loop().run(200 * RecordedAgent.BITE_NANOS);
    }
    stage.loop().pause(true);
    stage.loop().run(600 * RecordedAgent.BITE_NANOS);
    stage.loop().pause(false);
    long number = LoopRules.FIRST;
    for (Set<String> paused : List.of(Set.of("acme"), Set.<String>of())) {
      number++;
      LoopRules all = stage.rules().of(stage.config().config());
      LoopRules rules = all.with(PausedCustomers.in(all.decisions(), paused)).numbered(number);
      stage.recorder().configured(number, Recorders.copy(stage.config(), rules));
      stage.loop().adopt(rules);
      stage.loop().run(200 * RecordedAgent.BITE_NANOS);
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
  void recordedPlans_areReproduced_whereHandlersEnd() throws IOException {
    Path recording =
        record(ONE_POLICY.replace("POLICY", "largest-tail"), RecordedPlansTest::endHandlers);
    Agreement agreement = RecordedRun.of(recording, KnownPolicies.byName());
    assertThat(agreement.firstDifferences()).isEmpty();
    assertThat(agreement.isComplete()).isTrue();
    assertThat(rules(recording)).contains("careful mode", "handler brake");
  }

  /** One program is held for a fault, the other one for two ends in a day. */
  private static void endHandlers(RecordedAgent.Stage stage) {
    serve(stage, 1, 2);
    stage.loop().run(4_000 * RecordedAgent.BITE_NANOS);
    end(stage, 1, HandlerEnd.FAULT);
    end(stage, 2, HandlerEnd.UNEXPECTED);
    stage.loop().run(100 * RecordedAgent.BITE_NANOS);
    serve(stage, 1, 2);
    stage.loop().run(2_000 * RecordedAgent.BITE_NANOS);
    end(stage, 2, HandlerEnd.UNEXPECTED);
    serve(stage, 3, 2);
    stage.loop().run(1_000 * RecordedAgent.BITE_NANOS);
  }

  /** Every second device has the one process, the others the other. */
  private static void serve(RecordedAgent.Stage stage, int first, int second) {
    HostSnapshot snapshot = stage.snapshot();
    snapshot.handlers().serves(first, "/usr/bin/tcmu-runner");
    snapshot.handlers().serves(second, "/opt/another, one");
    for (int i = 0; i < snapshot.devices().size(); i++) {
      snapshot.devices().updateHandler(snapshot.devices().slotAt(i), i % 2 == 0 ? first : second);
    }
  }

  private static void end(RecordedAgent.Stage stage, int number, HandlerEnd end) {
    HostSnapshot snapshot = stage.snapshot();
    HandlerTable handlers = snapshot.handlers();
    String program = handlers.programName(handlers.program(number));
    handlers.ended(number, program, end, snapshot.takenAtNanos());
    for (int i = 0; i < snapshot.devices().size(); i++) {
      int slot = snapshot.devices().slotAt(i);
      if (snapshot.devices().handler(slot) == number) {
        snapshot.devices().updateHandler(slot, HandlerTable.NONE);
      }
    }
    stage.loop().tick();
    handlers.begin();
  }

  private static Set<String> rules(Path recording) throws IOException {
    Set<String> rules = new TreeSet<>();
    try (BundleReader reader = BundleReader.open(recording)) {
      while (reader.next()) {
        reader.tick().reasons().forEach(reason -> rules.add(reason.rule()));
      }
    }
    return rules;
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
    assertThat(agreement.isWrong()).isTrue();
    assertThat(agreement.firstDifferences()).isNotEmpty();
  }

  /** Behind missing ticks a plan may be another one, which is no failure; before them none may. */
  @Test
  void plansBehindAGap_areCountedForThemselves() throws IOException {
    String configuration =
        ONE_POLICY.replace("POLICY", "lru").replace("cooldown: 5s", "cooldown: 200s");
    Path recording = record(configuration, stage -> stage.loop().run(THREE_SEGMENTS_NANOS));
    removeSegment(recording, "000002");
    Agreement agreement = RecordedRun.of(recording, KnownPolicies.byName());
    assertThat(agreement.isComplete()).isFalse();
    assertThat(agreement.knownTicks()).isBetween(300L, agreement.ticks() - 100);
    assertThat(agreement.differences()).isZero();
    assertThat(agreement.laterDifferences()).isPositive();
    assertThat(agreement.isWrong()).isFalse();
    assertThat(agreement.firstDifferences().get(0)).contains(", behind a gap: recorded ");
    removeSegment(recording, "000001");
    Agreement rest = RecordedRun.of(recording, KnownPolicies.byName());
    assertThat(rest.knownTicks()).isZero();
    assertThat(rest.laterDifferences()).isPositive();
    assertThat(rest.isWrong()).isTrue();
  }

  private static void removeSegment(Path recording, String number) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(recording, "*-" + number + ".*")) {
      for (Path file : files) {
        if (!file.getFileName().toString().startsWith("settings")) {
          Files.delete(file);
        }
      }
    }
  }

  private Path record(String truncator) throws IOException {
    return record(
        RecordedAgent.configuration(truncator),
        stage -> RecordedAgent.reload(stage, "idle: 3s", "idle: 1s"));
  }

  private Path record(String configuration, RecordedAgent.Script script) throws IOException {
    return new RecordedAgent(folder).record(configuration, script);
  }
}
