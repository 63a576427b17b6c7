package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import example.BrokenFactory;
import example.PolicyJarFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.Main;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.manual.ExitCode;

/**
 * How a process ends whose decision loop fails or hangs, by itself and by signals. The policy that
 * harms it is from a jar. Agents that hang run side by side, as their bounds are long.
 */
class EndOfProcessTest {
  /** Far longer than the longest bound, which is two minutes. */
  private static final long PATIENCE_SECONDS = 240;

  @TempDir private static Path folder = Path.of("");
  private static Started left;
  private static Started asked;

  /** An agent and where its standard error goes. */
  private record Started(Process agent, Path err) {
    /** Reads its output up to where the policy says that it hangs. */
    void awaitHang() throws IOException {
      BufferedReader out = agent.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      while (line != null && !line.contains("the loop hangs")) {
        line = out.readLine();
      }
      assertThat(line).as(told()).isNotNull();
    }

    void terminate() {
      assertThat(agent.toHandle().destroy()).isTrue();
    }

    ExitCode awaitEnd() throws IOException, InterruptedException {
      assertThat(agent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(told()).isTrue();
      for (ExitCode code : ExitCode.values()) {
        if (code.code() == agent.exitValue()) {
          return code;
        }
      }
      throw new AssertionError("exit code " + agent.exitValue() + ": " + told());
    }

    String told() throws IOException {
      return Files.readString(err);
    }
  }

  @BeforeAll
  static void startThoseThatHang() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("policies.d"));
    PolicyJarFile.write(policies.resolve("hangs.jar"), "1", BrokenFactory.Hangs.class);
    PolicyJarFile.write(policies.resolve("throws.jar"), "1", BrokenFactory.Throws.class);
    left = start("left", "hangs");
    asked = start("asked", "hangs");
    asked.awaitHang();
    asked.terminate();
  }

  @AfterAll
  static void end() {
    left.agent().destroyForcibly();
    asked.agent().destroyForcibly();
  }

  private static Started start(String name, String policy) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            "simulated: {luns: 4, memory: 256MiB}\npolicy: {name: " + policy + "}\n");
    Path err = folder.resolve(name + ".err");
    Process agent =
        new ProcessBuilder(
                TestJvm.command(
                    List.of(
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + KnownPolicies.FOLDER_PROPERTY + "=" + folder.resolve("policies.d")),
                    Main.class,
                    "agent",
                    "--host",
                    "simulated",
                    "--config",
                    config.toString()))
            .redirectError(err.toFile())
            .start();
    return new Started(agent, err);
  }

  @Test
  void errorInTheLoop_endsTheProcessToBeStartedAgain() throws Exception {
    Started agent = start("error", "throws-an-error");
    assertThat(agent.awaitEnd()).isEqualTo(ExitCode.START_AGAIN);
    assertThat(agent.told())
        .contains(
            "tcmu-reclaim: the decision loop failed: java.lang.InternalError: made up"
                + " (--verbose: where)");
  }

  @Test
  void secondSignal_endsALoopThatHangsAtOnce() throws Exception {
    Started agent = start("twice", "hangs");
    agent.awaitHang();
    agent.terminate();
    while (agent.agent().isAlive()) { // Two signals at once may count as one.
      agent.terminate();
      boolean unused = agent.agent().waitFor(1, TimeUnit.SECONDS);
    }
    assertThat(agent.awaitEnd()).isEqualTo(ExitCode.FINE);
    assertThat(agent.told()).contains("tcmu-reclaim: ended by a second signal");
  }

  @Test
  void loopThatHangs_whenAskedToEnd_isEndedByForceAfterItsBound() throws Exception {
    assertThat(asked.awaitEnd()).isEqualTo(ExitCode.START_AGAIN);
    assertThat(asked.told()).contains("tcmu-reclaim: did not end within 50 s; ended by force");
  }

  @Test
  void loopThatHangs_leftAlone_endsTheProcessToBeStartedAgain() throws Exception {
    left.awaitHang();
    assertThat(left.awaitEnd()).isEqualTo(ExitCode.START_AGAIN);
    assertThat(left.agent().inputReader(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.contains("the decision loop has stood still for"));
  }
}
