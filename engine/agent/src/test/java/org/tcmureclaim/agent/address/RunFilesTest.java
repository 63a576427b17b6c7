package org.tcmureclaim.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  @TempDir private Path folder;

  @Test
  void filesOfAHost_haveFixedNames() {
    RunFiles files = RunFiles.ofHost();
    assertThat(files.tick()).hasToString("/run/tcmu-reclaim/tick");
    assertThat(files.state()).hasToString("/run/tcmu-reclaim/agent.json");
    assertThat(files.simulatedPid()).isEmpty();
  }

  @Test
  void twoSimulatedHosts_ofOneProcess_haveNoFileInCommon() {
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
    RunFiles one = RunFiles.ofNextSimulation(environment, "u");
    RunFiles other = RunFiles.ofNextSimulation(environment, "u");
    assertThat(one.folder()).isEqualTo(folder.resolve("tcmu-reclaim"));
    assertThat(
            List.of(
                one.tick(),
                one.state(),
                one.journal(),
                other.tick(),
                other.state(),
                other.journal()))
        .doesNotHaveDuplicates();
    assertThat(one.simulatedPid()).hasValue(ProcessHandle.current().pid());
  }

  @Test
  void simulatedHosts_areFoundByTheirFiles_andDraftsOfThem_andNothingElse() throws IOException {
    for (String name :
        List.of(
            "tick-12-1",
            "agent-12-1.json",
            ".agent-13-2.json-0f.part",
            "decisions-14-1",
            "tick",
            "agent.json",
            "demo.sock",
            "tick-x-1",
            "my-tick-15-1",
            "tick-16")) {
      Files.writeString(folder.resolve(name), "");
    }
    assertThat(RunFiles.simulated(folder))
        .containsExactlyInAnyOrder(
            new RunFiles(folder, "-12-1"),
            new RunFiles(folder, "-13-2"),
            new RunFiles(folder, "-14-1"));
    RunFiles files = new RunFiles(folder, "-12-1");
    assertThat(files.has("agent-12-1.json")).isTrue();
    assertThat(files.has("tick-12-11")).isFalse();
    assertThat(files.simulatedPid()).hasValue(12);
  }

  @Test
  void noFolder_hasNoSimulatedHost() {
    assertThat(RunFiles.simulated(folder.resolve("not-there"))).isEmpty();
  }
}
