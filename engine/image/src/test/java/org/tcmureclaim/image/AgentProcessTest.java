package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.image.AgentProcess.Life;

/** What a {@code /proc} says of an agent: one that shows all, and some that hide it. */
class AgentProcessTest {
  private static final AgentProcess AGENT = new AgentProcess(500, 1234, 77);

  @TempDir private Path proc;

  @BeforeEach
  void firstProcess() throws IOException {
    process(1, 3);
    namespace("pid:[77]");
  }

  private void process(long pid, long startTicks) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        pid + " (a) b) S 1 1 1 0 -1 4194560 9 9 9 9 1 1 1 1 20 0 1 0 " + startTicks + " 9 9\n");
  }

  private void namespace(String link) throws IOException {
    Path ns = Files.createDirectories(proc.resolve("self/ns"));
    Files.deleteIfExists(ns.resolve("pid"));
    Files.createSymbolicLink(ns.resolve("pid"), Path.of(link));
  }

  @Test
  void processThatIsThere_runs() throws IOException {
    process(500, 1234);
    assertThat(AGENT.life(proc)).isEqualTo(Life.RUNS);
  }

  @Test
  void processThatIsNotThere_orIsAnotherByNow_isGone() throws IOException {
    assertThat(AGENT.life(proc)).isEqualTo(Life.GONE);
    process(500, 1235);
    assertThat(AGENT.life(proc)).isEqualTo(Life.GONE);
  }

  @Test
  void procThatHidesProcessesOfOtherUsers_saysNothing() throws IOException {
    Files.delete(proc.resolve("1/stat"));
    assertThat(AGENT.life(proc)).isEqualTo(Life.UNSEEN);
    process(500, 1234);
    assertThat(AGENT.life(proc)).as("one that it shows all the same").isEqualTo(Life.RUNS);
  }

  @Test
  void procOfAnotherNamespace_saysNothing() throws IOException {
    namespace("pid:[78]");
    assertThat(AGENT.life(proc)).isEqualTo(Life.UNSEEN);
    process(500, 1234);
    assertThat(AGENT.life(proc)).as("whose 500 may be anything").isEqualTo(Life.UNSEEN);
  }

  @Test
  void noProc_saysNothing() throws IOException {
    process(500, 1234);
    Files.delete(proc.resolve("self/ns/pid"));
    assertThat(AGENT.life(proc)).isEqualTo(Life.UNSEEN);
    namespace("nonsense");
    assertThat(AGENT.life(proc)).isEqualTo(Life.UNSEEN);
    assertThat(new AgentProcess(500, 1234, 0).life(proc)).isEqualTo(Life.UNSEEN);
  }

  @Test
  void ownProcess_runs() {
    AgentProcess own = AgentProcess.current();
    assertThat(own.life()).isEqualTo(Life.RUNS);
    assertThat(own.life(Path.of("/proc"))).isEqualTo(Life.RUNS);
    assertThat(own.pidNamespace()).isPositive();
  }
}
