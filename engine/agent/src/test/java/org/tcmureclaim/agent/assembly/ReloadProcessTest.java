package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.Main;
import org.tcmureclaim.agent.cli.TestJvm;

/** SIGHUP reaches a real agent: good files count, bad ones do not, and it goes on. */
class ReloadProcessTest {
  private static final String SIMULATED = "simulated: {luns: 4, memory: 256MiB}\n";

  @TempDir private Path folder;

  @Test
  void sighup_reloads_orSaysWhyNot_andTheAgentGoesOn() throws Exception {
    Path config = write("");
    // A test run under nohup has SIGHUP ignored, which a JVM takes over from it.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
    command.addAll(
        TestJvm.command(
            List.of(),
            Main.class,
            "agent",
            "--host",
            "simulated",
            "--json",
            "--config",
            config.toString()));
    Process agent =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
    try (BufferedReader out = agent.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lineWith(out, "\"started\"")).contains("\"devices\":4");
      write("tick: 2s\n");
      hangUp(agent);
      assertThat(lineWith(out, "configuration")).contains("configuration reloaded: tick 1s -> 2s");
      write("tick: 2\n");
      hangUp(agent);
      assertThat(lineWith(out, "configuration"))
          .contains("configuration not reloaded", config + ":2: tick: expected a duration");
      write("tick: 3s\n");
      hangUp(agent);
      assertThat(lineWith(out, "configuration")).contains("configuration reloaded: tick 2s -> 3s");
      assertThat(agent.toHandle().destroy()).isTrue();
      assertThat(lineWith(out, "summary")).contains("duration_seconds");
    }
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
  }

  private Path write(String rest) throws IOException {
    return Files.writeString(folder.resolve("agent.yaml"), SIMULATED + rest);
  }

  private static String lineWith(BufferedReader out, String word) throws IOException {
    String line = out.readLine();
    while (line != null && !line.contains(word)) {
      line = out.readLine();
    }
    return line == null ? "the agent ended without " + word : line;
  }

  private static void hangUp(Process agent) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(agent.pid())).start();
    assertThat(kill.waitFor()).isEqualTo(0);
  }
}
