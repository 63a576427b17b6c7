package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.Main;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.manual.ExitCode;

/**
 * Root cuts the image of a running agent to nothing: what the agent writes next is a SIGBUS, which
 * the JVM makes an error of.
 */
class TruncatedImageProcessTest {
  private static final long PATIENCE_SECONDS = 240;

  @TempDir private Path folder;

  @Test
  void agentWhoseImageIsCutToNothing_endsToBeStartedAgain() throws Exception {
    Path config =
        Files.writeString(folder.resolve("agent.yaml"), "simulated: {luns: 4, memory: 256MiB}\n");
    Path err = folder.resolve("err");
    ProcessBuilder command =
        new ProcessBuilder(
            TestJvm.command(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Main.class,
                "agent",
                "--host",
                "simulated",
                "--config",
                config.toString()));
    command.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process agent = command.redirectError(err.toFile()).start();
    RunFiles files = new RunFiles(folder.resolve("tcmu-reclaim"), "-" + agent.pid() + "-1");
    try (BufferedReader out = agent.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("4 devices"); // Its image is there.
      cutToNothing(files.tick());
      String unused = out.lines().reduce("", (all, line) -> all + line + "\n");
    }
    assertThat(agent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).as(Files.readString(err)).isEqualTo(ExitCode.START_AGAIN.code());
    assertThat(Files.readString(err)).contains("the decision loop failed: java.lang.InternalError");
    assertThat(files.tick()).doesNotExist();
  }

  private static void cutToNothing(Path image) throws IOException {
    try (FileChannel open = FileChannel.open(image, StandardOpenOption.WRITE)) {
      FileChannel unused = open.truncate(0);
    }
  }
}
