package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.ReloadSignal;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.host.Notices;

/** What an agent does after others on its host that ended as they should not. */
class SupervisionTest {
  @TempDir private Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final StopSignal stop = new StopSignal();

  private AgentConfig config() throws IOException {
    return AgentConfig.load(
        Files.writeString(
            folder.resolve("agent.yaml"),
            "linux: {lock_file: "
                + folder.resolve("agent.lock")
                + "}\nshadow: {policy: {name: lru}}\n"));
  }

  private Supervision start(HostKind host) throws IOException {
    return Supervision.of(
        config(), new RunOptions(host, OptionalLong.empty(), stop), new Warnings());
  }

  private void agentsThatFail(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      start(HostKind.LINUX).failed(new IllegalStateException("no good"));
    }
  }

  @Test
  @Timeout(60)
  void quickEnds_makeTheNextAgentWait_untilItIsToldToStop() throws Exception {
    agentsThatFail(12);
    Supervision supervision = start(HostKind.LINUX);
    Thread waiting = new Thread(supervision::awaitTurn, "awaits-turn");
    waiting.setDaemon(true);
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      assertThat(waiting.getState()).isNotEqualTo(Thread.State.TERMINATED);
    }
    assertThat(told)
        .containsExactly(
            "12 agents ended within 10 minutes, the last one: no good; waiting 60 s before the host"
                + " is opened");
    stop.request();
    waiting.join();
    assertThat(supervision.health().startsLastHour()).isEqualTo(13);
  }

  @Test
  @Timeout(60)
  void soundAgents_andSimulatedHosts_waitForNothing() throws IOException {
    for (int i = 0; i < 12; i++) {
      start(HostKind.LINUX).endedAsAsked();
    }
    start(HostKind.LINUX).awaitTurn();
    agentsThatFail(12);
    start(HostKind.SIMULATED).awaitTurn();
    assertThat(told).isEmpty();
  }

  @Test
  void shadowOfAnAgentThatFailed_isLeftOutOnce_andNamed() throws IOException {
    Supervision first = start(HostKind.LINUX);
    assertThat(first.leftOutShadow(config())).isEmpty();
    first.failed(new OutOfMemoryError("Java heap space"));
    Supervision second = start(HostKind.LINUX);
    assertThat(second.leftOutShadow(config()))
        .isEqualTo(config().shadow().map(policy -> policy.fingerprint()));
    assertThat(told)
        .containsExactly(
            "the shadow is left out this time, because of the agent before, with shadow lru: Java"
                + " heap space");
    second.failed(new IllegalStateException("something else"));
    assertThat(start(HostKind.LINUX).leftOutShadow(config())).isEmpty();
  }

  @Test
  void removedFolder_endsAnAgentThatSystemdStartsAgain_andNoOther() throws IOException {
    Supervision byHand = start(HostKind.LINUX);
    assertThat(byHand.endForFolder()).isFalse();
    assertThat(stop.isRequested()).isFalse();
    assertThat(startedBySystemd(HostKind.SIMULATED).endForFolder()).isFalse();

    Supervision unit = startedBySystemd(HostKind.LINUX);
    assertThat(unit.endForFolder()).isTrue();
    assertThat(stop.isRequested()).isTrue();
    assertThat(unit.isToStartAgain()).isTrue();
    unit.endedAsAsked();
    assertThat(start(HostKind.LINUX).health().lastEnd()).contains("its folder was removed");
  }

  private Supervision startedBySystemd(HostKind host) throws IOException {
    RunOptions options =
        new RunOptions(
            host,
            OptionalLong.empty(),
            stop,
            new ReloadSignal(),
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            HeapChoice.FIXED);
    return Supervision.of(config(), options, new Warnings());
  }

  private final class Warnings implements Notices {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
      told.add(message);
    }
  }
}
