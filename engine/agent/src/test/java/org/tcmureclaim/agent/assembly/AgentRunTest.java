package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.ReloadSignal;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.state.NoticeLog;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.host.worker.WorkerState;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.simulation.SimulatedHost;

/** What a run leaves that cannot begin. */
class AgentRunTest {
  private static final Path FOLDER =
      RunFiles.ofDemonstration(System.getenv(), System.getProperty("user.name", "nobody"));

  @TempDir private Path folder;
  private final NotedNotices notices = new NotedNotices();
  private final Workers workers = new Workers(notices);

  /** The recorder asks the host for its kind, when folder, image and journal are open. */
  @Test
  void recorderThatCannotBeOpened_leavesNothingOpenOfWhatWasOpenBefore() throws Exception {
    LoadedConfig loaded = recording();
    try (SimulatedHost simulated =
        new SimulatedHost(SimulatedHosts.settings(loaded.config()), () -> false)) {
      List<RunFiles> before = ownFiles();
      assertThatThrownBy(() -> run(failing("kind", simulated), loaded)).hasMessage("made up");
      assertThat(ownFiles()).isEqualTo(before);
      assertThat(Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1))
          .doesNotContain(FOLDER.resolve("tick").toString());
      assertThat(workers.states())
          .as("its journal was open")
          .extracting(WorkerState::name)
          .containsExactly("journal");
      assertThat(workers.states()).noneMatch(WorkerState::running);
    }
  }

  private AgentRun run(Host host, LoadedConfig loaded) {
    RunOptions options =
        new RunOptions(
            HostKind.SIMULATED,
            OptionalLong.of(1),
            new StopSignal(),
            new ReloadSignal(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.of(workers),
            HeapChoice.FIXED);
    return new AgentRun(
        host,
        AcceptedStart.of(loaded, HostKind.SIMULATED),
        options,
        new NoticeLog(report -> {}, WallClock.OF_MACHINE),
        Supervision.of(loaded.config(), options, notices),
        WorkerClock.OF_MACHINE);
  }

  private LoadedConfig recording() throws IOException {
    return LoadedConfig.load(
        Files.writeString(
            folder.resolve("agent.yaml"),
            "simulated: {luns: 4, memory: 256MiB}\nrecording: {directory: "
                + folder.resolve("recordings")
                + "}\n"));
  }

  /** A host that fails when it is asked this. */
  private static Host failing(String method, Host host) {
    return (Host)
        Proxy.newProxyInstance(
            Host.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                throw new IllegalStateException("made up");
              }
              try {
                return called.invoke(host, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static List<RunFiles> ownFiles() {
    long own = ProcessHandle.current().pid();
    return RunFiles.simulated(FOLDER).stream()
        .filter(run -> run.simulatedPid().stream().anyMatch(pid -> pid == own))
        .toList();
  }
}
