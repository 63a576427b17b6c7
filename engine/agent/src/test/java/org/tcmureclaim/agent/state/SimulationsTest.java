package org.tcmureclaim.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.host.Notices;

/** Which of several simulated hosts is meant by --demo. */
class SimulationsTest {
  private static final long OWN = ProcessHandle.current().pid();

  /** No process has it: the kernel's largest is below. */
  private static final long GONE = 900_000_000;

  private static final Notices SILENT =
      new Notices() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
          throw new AssertionError(message);
        }
      };

  @TempDir private Path folder;

  @Test
  void oneThatRuns_goesBeforeOneThatWasKilled_andTheNewerBeforeTheOlder() throws IOException {
    assertThat(Simulations.newest(folder)).isEmpty();
    started(GONE, 1, 9_000);
    assertThat(Simulations.newest(folder)).map(RunFiles::suffix).contains("-" + GONE + "-1");
    started(OWN, 1, 5_000);
    started(OWN, 2, 7_000);
    started(OWN, 3, 6_000);
    assertThat(Simulations.newest(folder)).map(RunFiles::suffix).contains("-" + OWN + "-2");
  }

  @Test
  void stateThatCannotBeRead_goesLast_andAMissingImageIsNoReasonToPassOver() throws IOException {
    started(OWN, 1, 5_000);
    Files.createFile(folder.resolve("tick-" + OWN + "-2"));
    Files.writeString(folder.resolve("agent-" + OWN + "-2.json"), "half");
    assertThat(Simulations.newest(folder)).map(RunFiles::suffix).contains("-" + OWN + "-1");
    Files.delete(folder.resolve("tick-" + OWN + "-1"));
    assertThat(Simulations.newest(folder)).map(RunFiles::suffix).contains("-" + OWN + "-1");
  }

  private void started(long pid, int run, long epochMillis) throws IOException {
    RunFiles files = new RunFiles(folder, "-" + pid + "-" + run);
    Files.createFile(files.tick());
    AgentState bare = States.bare(pid);
    new StateWriter(
            files.state(),
            () ->
                new AgentState(
                    bare.version(),
                    pid,
                    epochMillis,
                    0,
                    bare.started(),
                    false,
                    bare.journal(),
                    bare.orders(),
                    bare.recording(),
                    false,
                    0,
                    bare.pausedCustomers(),
                    bare.customers(),
                    bare.policyJars(),
                    1,
                    "",
                    bare.workers(),
                    bare.notices()),
            SILENT)
        .look();
  }
}
