package org.tcmureclaim.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, pipes and exit codes. */
class ProcessTest {
  @TempDir private Path dir = Path.of("");

  private Process start(String... options) throws IOException {
    Path config = dir.resolve("agent.yaml");
    Files.writeString(config, "policy: {name: idle-in-tests}\n");
    List<String> command =
        TestJvm.command(List.of(), FakeAgent.class, "agent", "--config", config.toString());
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(dir.resolve("err").toFile()).start();
  }

  private void assertCleanEnd(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(dir.resolve("err"))).isEmpty();
    assertThat(process.exitValue()).isEqualTo(0);
  }

  private static BufferedReader lines(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  @Test
  void timeOver_endsWithASummary() throws Exception {
    Process process = start("--for", "3s");
    assertThat(lines(process).lines())
        .hasSize(9)
        .endsWith("  freed and needed again          0 B", "  cut of: gold 1.2 MiB");
    assertCleanEnd(process);
  }

  @Test
  void sigterm_endsCleanlyWithASummary() throws Exception {
    Process process = start("--json");
    BufferedReader out = lines(process);
    assertThat(out.readLine()).startsWith("{\"type\":\"agent\",\"event\":\"started\"");
    // Process.destroy would close the stream that is read below.
    assertThat(process.toHandle().destroy()).isTrue();
    assertThat(out.lines()).last().asString().startsWith("{\"type\":\"summary\"");
    assertCleanEnd(process);
  }

  @Test
  void readerThatLeaves_endsTheAgentCleanly() throws Exception {
    Process process = start();
    BufferedReader out = lines(process);
    assertThat(out.readLine()).startsWith("fake host");
    out.close();
    assertCleanEnd(process);
  }
}
