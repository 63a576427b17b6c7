package org.tcmureclaim.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.assembly.Tenants;
import org.tcmureclaim.agent.cli.ClassPathJar;
import org.tcmureclaim.manual.ExitCode;

/** Agents as they are shipped, by their launcher and with its heap, on large hosts. */
class ManyCustomersTest {
  private static final String SHADOW = "shadow: {policy: {name: ladder}}";

  @TempDir private Path home;

  @BeforeEach
  void install() throws IOException {
    ClassPathJar.writeWithLauncher(home);
  }

  /** A second of warm-up, as the simulated hour of each LUN is not what is shown here. */
  @ParameterizedTest(name = "{0} LUNs of {2}, {1} customers, {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "4096 | 1024 | 1MiB  | shadow: {policy: {name: predictive}}",
        "4096 | 1024 | 1MiB  | shadow: {policy: {name: ladder}}",
        "16   | 960  | 16MiB | policy: {name: lru}",
        "16   | 550  | 16MiB | shadow: {policy: {name: ladder}}",
        "550  | 550  | 1MiB  | shadow: {policy: {name: predictive}}",
        "512  | 0    | 16MiB | policy: {name: lru}",
        "1000 | 0    | 16MiB | policy: {name: lru}",
        "2048 | 0    | 16MiB | policy: {name: lru}",
        "4096 | 0    | 1MiB  | policy: {name: lru}"
      })
  void agentAsShipped_onALargeHost_runs_andLeavesNothingOut(
      int luns, int customers, String dataArea, String policies) throws Exception {
    Path file = write(luns, customers, policies, "day: 1s, speed: max, data_area: " + dataArea);
    assertThat(run(List.of(), "check", file.toString()).text()).startsWith(file + ": good");
    Ended ended = run(List.of(), agent(file, "8s"));
    assertThat(ended.code()).as(ended.text()).isEqualTo(ExitCode.FINE.code());
    assertThat(ended.text())
        .contains("\"type\":\"summary\"")
        .contains("\"duration_seconds\":8.0")
        .doesNotContain("OutOfMemory", "left out", "switched off", "\"level\":\"warn\"");
    assertThat(ended.text().lines().filter(line -> line.contains("\"event\":\"added\"")).count())
        .isGreaterThanOrEqualTo(luns);
    if (policies.contains("shadow")) {
      assertThat(ended.text()).contains("\"shadow_score\"");
    }
  }

  @Test
  void heapOfAnOperator_thatIsTooSmall_isRefusedByCheckAndStart() throws Exception {
    Path file = write(4096, 0, "policy: {name: lru}", "day: 1s, speed: max, data_area: 16MiB");
    String problem =
        "4096 LUNs of no customers, simulated with data areas of 16384 KiB need about ";
    List<String> small = List.of("TCMU_RECLAIM_HEAP=64m");
    for (Ended ended :
        List.of(run(small, "check", file.toString()), run(small, agent(file, "1s")))) {
      assertThat(ended.code()).as(ended.text()).isEqualTo(ExitCode.CONFIGURATION.code());
      assertThat(ended.text()).contains(problem, " MiB of heap", "TCMU_RECLAIM_HEAP=");
    }
    List<String> larger = List.of("TCMU_RECLAIM_HEAP=128m");
    assertThat(run(larger, "check", file.toString()).text()).startsWith(file + ": good");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void reloadThatDoesNotFit_isRefused_andTheAgentGoesOn() throws Exception {
    Path file = write(4096, 1024, SHADOW, "day: 1s, speed: 1, data_area: 1MiB");
    List<String> small = List.of("TCMU_RECLAIM_HEAP=68m");
    assertThat(run(small, "check", file.toString()).text()).contains("note: ", "to read ");
    Process agent = start(small, agent(file, "1h"));
    try (var lines = agent.inputReader(StandardCharsets.UTF_8)) {
      for (int seen = 0; seen < 4096; seen++) {
        assertThat(lines.readLine()).isNotNull();
      }
      assertThat(signal("HUP", agent)).isZero();
      String refusal = lines.lines().filter(l -> l.contains("not reloaded")).findFirst().orElse("");
      assertThat(refusal).contains("the one before goes on: to read ", "TCMU_RECLAIM_HEAP=");
      assertThat(signal("TERM", agent)).isZero();
      assertThat(lines.lines()).last().asString().startsWith("{\"type\":\"summary\"");
    }
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(ExitCode.FINE.code());
  }

  @Test
  void heapThatIsNoSize_isWrongUsage() throws Exception {
    Ended ended = run(List.of("TCMU_RECLAIM_HEAP=much"), "check");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ended.text())
        .isEqualTo("tcmu-reclaim: TCMU_RECLAIM_HEAP: expected a size such as 96m, got 'much'\n");
  }

  private Path write(int luns, int customers, String policies, String simulated)
      throws IOException {
    return Files.writeString(
        home.resolve("agent.yaml"), Tenants.yaml(luns, customers, policies, simulated));
  }

  private static String[] agent(Path file, String duration) {
    return new String[] {
      "agent", "--host", "simulated", "--config", file.toString(), "--for", duration, "--json"
    };
  }

  private static int signal(String name, Process process) throws Exception {
    return new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private Process start(List<String> environment, String... arguments) throws IOException {
    // A test run under nohup would hand its deafness to SIGHUP on.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
    command.addAll(environment);
    command.addAll(List.of("bash", home.resolve("bin/tcmu-reclaim").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Ended run(List<String> environment, String... arguments) throws Exception {
    Process process = start(environment, arguments);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }

  private record Ended(int code, String text) {}
}
