package org.tcmureclaim.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.Mode;
import org.tcmureclaim.agent.display.Screen;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine;

class TcmuReclaimTest {
  @TempDir private Path dir = Path.of("");
  private Path file = dir;
  private final CommandOutput output = new CommandOutput();
  private final StringWriter help = new StringWriter();
  private final List<AgentConfig> configs = new ArrayList<>();
  private final List<RunOptions> runs = new ArrayList<>();
  private @Nullable RuntimeException failure;

  @BeforeEach
  void writeConfiguration() throws IOException {
    file = dir.resolve("agent.yaml");
    Files.writeString(file, "mode: act\npolicy: {name: idle-in-tests}\n");
  }

  private int execute(Optional<Path> demo, String... args) {
    Surroundings around = output.around(demo);
    AgentRunner runner =
        (config, options, console) -> {
          configs.add(config.config());
          runs.add(options);
          if (failure != null) {
            throw failure;
          }
          console.tell(new AgentStarted("linux", "act", "stock", "no shim", "lru", 16, 0));
          return ExitCode.FINE;
        };
    CommandLine line = TcmuReclaim.with(around, List.of(AgentCommand.line(runner, around)));
    line.setOut(new PrintWriter(help, true));
    return line.execute(args);
  }

  private int execute(String... args) {
    return execute(Optional.empty(), args);
  }

  private String errors() {
    return output.complaint();
  }

  @Test
  void agent_withConfiguration_runsOnLinuxForever() {
    assertThat(execute("agent", "--config", file.toString())).isEqualTo(ExitCode.FINE.code());
    assertThat(errors()).isEmpty();
    assertThat(output.text())
        .isEqualTo("linux host, 16 devices, mode act, policy lru, truncator stock: no shim\n");
    assertThat(configs.get(0).mode()).isEqualTo(Mode.ACT);
    assertThat(runs.get(0).host()).isEqualTo(HostKind.LINUX);
    assertThat(runs.get(0).forNanos()).isEmpty();
  }

  @Test
  void agent_everyOption_reachesTheRunner() {
    assertThat(
            execute(
                "agent",
                "--config",
                file.toString(),
                "--host",
                "simulated",
                "--observe",
                "--for",
                "60s",
                "--json"))
        .isEqualTo(0);
    assertThat(configs.get(0).mode()).isEqualTo(Mode.OBSERVE);
    assertThat(runs.get(0).host()).isEqualTo(HostKind.SIMULATED);
    assertThat(runs.get(0).forNanos()).isEqualTo(OptionalLong.of(60_000_000_000L));
    assertThat(output.text()).startsWith("{\"type\":\"agent\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--host=simulated", "--demo", "--demo --host=simulated"})
  void simulated_withoutConfiguration_takesTheDemo(String options) {
    assertThat(execute(Optional.of(file), ("agent " + options).split(" ")))
        .isEqualTo(ExitCode.FINE.code());
    assertThat(configs).hasSize(1);
    assertThat(runs.get(0).host()).isEqualTo(HostKind.SIMULATED);
  }

  @Test
  void demoOfThisMachine_isRefused() {
    assertThat(execute(Optional.of(file), "agent", "--demo", "--host", "linux"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(errors())
        .startsWith(
            "tcmu-reclaim agent: --demo is the same as --host simulated; leave it out for --host"
                + " linux\n");
  }

  @Test
  void linux_withoutConfiguration_isRefused() {
    assertThat(execute(Optional.of(file), "agent")).isEqualTo(ExitCode.USAGE.code());
    assertThat(errors())
        .isEqualTo(
            "tcmu-reclaim agent: --config FILE is missing\nTry 'tcmu-reclaim agent --help'.\n");
    assertThat(runs).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "agnt | : Unmatched argument at index 0: 'agnt'; did you mean 'agent'?",
        "agent --hots | ' agent': Unknown option: '--hots'; did you mean '--host'?",
        "agent --for 6 | ' agent': Invalid value for option '--for': expected a duration such as"
            + " 5s, got '6'; units are us, ms, s, m, h",
        "agent --host vm | ' agent': Invalid value for option '--host': expected linux or simulated, got "
            + "'vm'",
        "agent --config | ' agent': Missing required parameter for option '--config' (FILE)",
      })
  void commandLine_thatCannotBeUsed_isRefused(String args, String message) {
    assertThat(execute(args.split(" "))).isEqualTo(ExitCode.USAGE.code());
    String name = message.startsWith("' agent'") ? "tcmu-reclaim agent" : "tcmu-reclaim";
    String text = message.replaceFirst("^' agent'", "");
    assertThat(errors()).isEqualTo(name + text + "\nTry '" + name + " --help'.\n");
  }

  @Test
  void noCommand_saysSo() {
    assertThat(execute()).isEqualTo(ExitCode.USAGE.code());
    assertThat(errors()).isEqualTo("tcmu-reclaim: no command given\nTry 'tcmu-reclaim --help'.\n");
  }

  @Test
  void configuration_thatCannotBeUsed_isRefusedInOneLine() throws IOException {
    Files.writeString(file, "mode: act\ntick: 5\n");
    assertThat(execute("agent", "--config", file.toString()))
        .isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(errors())
        .isEqualTo(
            file
                + ":2: tick: expected a duration such as 5s, got '5'; units are us, ms, s, m, h\n");
  }

  @Test
  void hostNotReady_isThree() {
    failure = new HostException("/sys/module/target_core_user: absent; modprobe target_core_user");
    assertThat(execute("agent", "--config", file.toString()))
        .isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(errors())
        .isEqualTo(
            "tcmu-reclaim: /sys/module/target_core_user: absent; modprobe target_core_user\n");
  }

  @Test
  void unexpected_isOneLine_unlessVerbose() {
    failure = new IllegalStateException("broken");
    assertThat(execute("agent", "--config", file.toString())).isEqualTo(ExitCode.UNEXPECTED.code());
    assertThat(errors())
        .isEqualTo(
            "tcmu-reclaim: unexpected: java.lang.IllegalStateException: broken (--verbose: where)\n");
    output.clear();
    assertThat(execute("agent", "--verbose", "--config", file.toString()))
        .isEqualTo(ExitCode.UNEXPECTED.code());
    assertThat(errors()).contains("\tat org.tcmureclaim.agent.cli.TcmuReclaimTest");
  }

  @Test
  void helpOfTheAgent_namesAJarOfPoliciesThatIsBroken() throws IOException {
    Files.writeString(dir.resolve("broken.jar"), "no jar");
    System.setProperty(KnownPolicies.FOLDER_PROPERTY, dir.toString());
    try {
      assertThat(execute("agent", "--help")).isEqualTo(ExitCode.FINE.code());
    } finally {
      System.clearProperty(KnownPolicies.FOLDER_PROPERTY);
    }
    assertThat(help.toString()).contains("refused:", "broken.jar: cannot be read");
  }

  @Test
  void help_teaches() {
    assertThat(execute("agent", "--help")).isEqualTo(ExitCode.FINE.code());
    assertThat(help.toString())
        .contains("What it does to the host")
        .contains("Exit codes:")
        .contains("Examples:")
        .contains("Policies:")
        .contains("  idle-in-tests Gives nothing.");
    assertThat(help.toString().lines()).allSatisfy(l -> assertThat(l.length()).isLessThan(97));
  }

  @Test
  void surroundings_followTheEnvironment() {
    Map<String, String> properties = Map.of("tcmureclaim.terminal", "true");
    Surroundings plain =
        Surroundings.of(
            OutputStream.nullOutputStream(),
            System.err,
            Map.of("NO_COLOR", "1", "COLUMNS", "132", "LINES", "wide"),
            properties::get);
    assertThat(plain.terminal()).isTrue();
    assertThat(plain.coloured()).isFalse();
    assertThat(plain.screen()).isEqualTo(new Screen(132, 24));
    assertThat(plain.demo()).isEmpty();
    Surroundings dumb =
        Surroundings.of(
            OutputStream.nullOutputStream(), System.err, Map.of("TERM", "dumb"), properties::get);
    assertThat(dumb.terminal()).isFalse();
    assertThat(dumb.coloured()).isTrue();
  }
}
