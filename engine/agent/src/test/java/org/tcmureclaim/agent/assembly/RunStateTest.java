package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.CustomerState;
import org.tcmureclaim.agent.state.Notice;
import org.tcmureclaim.agent.state.StateReader;

/** What another process reads of an agent on a simulated host. */
@Timeout(60)
class RunStateTest {
  @TempDir private Path folder;
  private final StopSignal stop = new StopSignal();
  private volatile @Nullable AgentState seen;
  private volatile @Nullable Path file;
  private volatile @Nullable RunFiles seenFiles;
  private volatile boolean journalWasThere;

  @Test
  void agent_showsItsState_whileItRuns_andNotAfterwards() throws Exception {
    run(
        """
        mode: act
        simulated: {luns: 16}
        policy: {name: watermark}
        customers:
        - {name: gold, match: acme, weight: 300, min: 1MiB, low: 2MiB, high: 1GiB, preference: avoid}
        """);
    AgentState state = Objects.requireNonNull(seen);
    assertThat(state.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(state.started().host()).isEqualTo("simulated");
    assertThat(state.started().policy()).isEqualTo("watermark");
    assertThat(state.customers()).hasSize(2);
    assertThat(state.customers().get(0))
        .isEqualTo(
            new CustomerState(
                "gold",
                "watermark",
                "avoid",
                300,
                1 << 20,
                2 << 20,
                1 << 30,
                CustomerState.UNLIMITED));
    assertThat(state.workers()).extracting(worker -> worker.name()).contains("state", "journal");
    assertThat(state.notices())
        .extracting(Notice::message)
        .anyMatch(text -> text.contains("customers.gold.match"));
    Path journal = state.journal().orElseThrow();
    assertThat(journal).isEqualTo(Objects.requireNonNull(seenFiles).journal()).doesNotExist();
    assertThat(journalWasThere).isTrue();
    assertThat(Objects.requireNonNull(file)).doesNotExist();
  }

  private void run(String config) throws IOException {
    Path yaml = Files.writeString(folder.resolve("agent.yaml"), config);
    var options = new RunOptions(HostKind.SIMULATED, OptionalLong.empty(), stop);
    new ReclaimAgent(() -> 0).run(LoadedConfig.load(yaml), options, this::hear);
  }

  /** A status is told twice a second, by a thread of its own. */
  private void hear(Report report) {
    List<RunFiles> mine = mine();
    if (report instanceof Status && mine.size() == 1 && Files.exists(mine.get(0).state())) {
      file = mine.get(0).state();
      seenFiles = mine.get(0);
      journalWasThere = Files.isDirectory(seenFiles.journal());
      seen = StateReader.read(file);
      stop.request();
    }
  }

  private static List<RunFiles> mine() {
    Path demonstration = RunFiles.ofDemonstration(System.getenv(), System.getProperty("user.name"));
    return RunFiles.simulated(demonstration).stream()
        .filter(run -> run.simulatedPid().orElse(0) == ProcessHandle.current().pid())
        .filter(run -> Files.exists(run.tick()))
        .toList();
  }
}
