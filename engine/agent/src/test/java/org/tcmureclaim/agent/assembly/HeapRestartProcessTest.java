package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.ClassPathJar;
import org.tcmureclaim.manual.ExitCode;

/** Agents by their launcher, that find out how much heap they need. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeapRestartProcessTest {
  private static final String PREDICTIVE =
      "policy: {name: predictive}\nshadow: {policy: {name: predictive}}";

  @TempDir private Path home;
  private @Nullable Process agent;

  @BeforeEach
  void install() throws IOException {
    ClassPathJar.writeWithLauncher(home);
  }

  @AfterEach
  void end() {
    if (agent != null) {
      agent.destroyForcibly();
    }
  }

  @Test
  void hostThatNeedsMore_isRunByTheSameProcess_withTheHeapForIt() throws Exception {
    BufferedReader lines = start(Tenants.yaml(4096, 1024, "policy: {name: ladder}", "speed: 1"));
    String restarted = await(lines, "restarted with ");
    assertThat(restarted).contains("4096 LUNs of 1024 customers");
    long mebibytes = Long.parseLong(restarted.replaceFirst(".*restarted with (\\d+) MiB.*", "$1"));
    List<String> command = commandLine();
    assertThat(command)
        .filteredOn(option -> option.startsWith("-Xm") && !option.startsWith("-Xmn"))
        .hasSize(2)
        .allSatisfy(option -> assertThat(heapMebibytes(option)).isBetween(64L, mebibytes + 3));
    await(lines, "\"event\":\"started\"");
    // Process.destroy would close what the last lines come by.
    assertThat(agent().toHandle().destroy()).isTrue();
    assertThat(lines.lines()).last().asString().startsWith("{\"type\":\"summary\"");
    assertThat(agent().waitFor()).isEqualTo(ExitCode.FINE.code());
  }

  @Test
  void smallHost_isRunAtOnce() throws Exception {
    BufferedReader lines = start(Tenants.yaml(64, 4, "policy: {name: ladder}", "speed: 1"));
    await(lines, "\"event\":\"started\"");
    assertThat(commandLine()).noneMatch(option -> option.contains("heap.asked"));
  }

  @Test
  void configurationThatNeedsMore_isReadByTheSameProcess_onceTheHostIsQuiet() throws Exception {
    BufferedReader lines = start(neverShort(Tenants.yaml(64, 4, PREDICTIVE, "speed: 1")));
    await(lines, "\"event\":\"started\"");
    write(neverShort(Tenants.yaml(64, 512, PREDICTIVE, "speed: 1")));
    assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(agent().pid())).start().waitFor())
        .isZero();
    assertThat(await(lines, "not reloaded"))
        .contains("64 LUNs of 512 customers", "; the agent restarts itself with ");
    String restarted = await(lines, "restarted with ");
    assertThat(restarted).contains("64 LUNs of 512 customers");
    assertThat(commandLine()).filteredOn(option -> option.contains("heap.asked")).hasSize(1);
    await(lines, "\"event\":\"started\"");
    assertThat(agent().isAlive()).isTrue();
  }

  private static String neverShort(String yaml) {
    return yaml.replaceFirst("memory: .*", "memory: {min: 1MiB, low: 2MiB, high: 3MiB}");
  }

  /** Only the process that opened them has its files, and no process before it left any open. */
  @Test
  void filesOfTheProcessBefore_areClosed() throws Exception {
    BufferedReader lines = start(Tenants.yaml(4096, 1024, "policy: {name: ladder}", "speed: 1"));
    await(lines, "\"event\":\"started\"");
    Path jar = home.resolve("engine/agent/target/engine-agent-test.jar").toRealPath();
    try (var descriptors = Files.list(Path.of("/proc", Long.toString(agent().pid()), "fd"))) {
      assertThat(descriptors.filter(fd -> leadsTo(fd, jar))).hasSize(1);
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException e) {
      return false; // Closed meanwhile.
    }
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(
        home.resolve("agent.yaml"),
        yaml.replaceFirst("speed: 1}", "day: 1s, speed: 1, data_area: 1MiB}"));
  }

  private BufferedReader start(String yaml) throws IOException {
    Path file = write(yaml);
    Process started =
        new ProcessBuilder(
                List.of(
                    "bash",
                    home.resolve("bin/tcmu-reclaim").toString(),
                    "agent",
                    "--demo",
                    "--config",
                    file.toString(),
                    "--json"))
            .redirectErrorStream(true)
            .start();
    agent = started;
    return started.inputReader(StandardCharsets.UTF_8);
  }

  private Process agent() {
    return Objects.requireNonNull(agent);
  }

  private static String await(BufferedReader lines, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(text)) {
        return line;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("it ended without '" + text + "':\n" + seen);
  }

  private List<String> commandLine() throws IOException {
    Path file = Path.of("/proc", Long.toString(agent().pid()), "cmdline");
    return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", -1));
  }

  private static long heapMebibytes(String option) {
    return Long.parseLong(option.replaceFirst("-Xm[sx](\\d+)m", "$1"));
  }
}
