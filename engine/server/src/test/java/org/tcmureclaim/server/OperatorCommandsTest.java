package org.tcmureclaim.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.server.page.RunningAgent;

/** The commands as a shell runs them, against an agent on a simulated host. */
class OperatorCommandsTest {
  @TempDir private Path folder;
  private RunningAgent agent;
  private final CommandOutput output = new CommandOutput();

  @BeforeEach
  void start() throws IOException {
    agent = RunningAgent.start(folder, 0, "luns: 32, memory: 8GiB");
  }

  @AfterEach
  void end() {
    agent.close();
  }

  @Test
  void status_saysWhatIsShortAndWhoHoldsIt() {
    assertThat(run("status")).isZero();
    assertThat(output.text())
        .startsWith("agent      simulated host, mode act, truncator shim, policy lru\n")
        .contains("32 devices")
        .contains("acme                           8 ");
  }

  @Test
  void json_isOneObjectOrArray() {
    assertThat(run("status", "--json")).isZero();
    assertThat(new JsonObject(text()).getInteger("devices")).isEqualTo(32);
    assertThat(run("devices", "--json", "--customer", "acme")).isZero();
    assertThat(new JsonArray(text()).size()).isEqualTo(8);
    assertThat(run("customers", "--json")).isZero();
    assertThat(new JsonArray(text()).size()).isEqualTo(4);
    assertThat(run("top", "--json")).isZero();
    assertThat(new JsonObject(text()).containsKey("status")).isTrue();
  }

  @Test
  void shrink_ofABareName_cutsThatDevice_andTheDecisionIsListed() {
    assertThat(run("shrink", "corvid-003", "--keep", "0B", "--dry-run")).isZero();
    assertThat(text()).startsWith("user_0/corvid-003: held ").contains("; would free ");
    assertThat(run("shrink", "corvid-003", "--keep", "0B")).isZero();
    assertThat(text()).startsWith("user_0/corvid-003: held ").contains("; freed ");
    assertThat(run("decisions", "--json")).isZero();
    assertThat(text()).contains("\"trigger\":\"operator\"");
    assertThat(run("decisions")).isZero();
    assertThat(text()).contains(" operator ").contains(" (corvid 1)\n");
    assertThat(run("status")).isZero();
    assertThat(text()).contains(" operator     freed ").endsWith(" of 1 LUN (corvid 1)\n");
  }

  @Test
  void pause_holdsUntilItIsResumed_throughTheApiForAnHourAtMost() {
    assertThat(run("pause")).isZero();
    assertThat(text()).matches("paused: plans are kept back\nit ends by itself in \\d+ s\n");
    assertThat(run("pause", "--customer", "acme")).isZero();
    assertThat(text())
        .matches("paused: plans are kept back\npaused: acme\nit ends by itself in \\d+ s\n");
    String address = "127.0.0.1:" + agent.port();
    assertThat(run("status", "--api", address)).isZero();
    assertThat(text())
        .contains("go on: tcmu-reclaim resume --api " + address + "\n")
        .contains("go on: tcmu-reclaim resume --customer acme --api " + address + "\n");
    assertThat(run("resume")).isZero();
    assertThat(text()).isEqualTo("paused: acme\n");
    assertThat(run("resume", "--customer", "acme")).isZero();
    assertThat(text()).isEqualTo("nothing is paused\n");
  }

  @Test
  void reload_saysWhatHasChanged_andWhatIsWrong() throws IOException {
    Path file = folder.resolve("agent.yaml");
    String before = Files.readString(file);
    Files.writeString(file, before.replace("tick: 200ms", "tick: 300ms"));
    assertThat(run("reload")).isZero();
    assertThat(text()).isEqualTo("tick 200ms -> 300ms\n");
    Files.writeString(file, before.replace("tick: 200ms", "tick: 0s"));
    assertThat(run("reload")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(complaint()).contains("agent.yaml:2: tick:");
  }

  @Test
  void refusals_haveACodeOfTheirOwn() {
    assertThat(run("shrink", "nobody", "--keep", "0B")).isEqualTo(ExitCode.NO_SUCH.code());
    assertThat(complaint())
        .isEqualTo(
            "tcmu-reclaim: the agent refuses: no device nobody; 'tcmu-reclaim devices' lists them"
                + "\n");
    assertThat(run("shrink", "corvid-03", "--keep", "0B")).isEqualTo(ExitCode.NO_SUCH.code());
    assertThat(complaint()).endsWith("no device corvid-03; did you mean 'corvid-003'?\n");
    assertThat(run("shrink", "user_9/corvid-003", "--keep", "0B"))
        .isEqualTo(ExitCode.NO_SUCH.code());
    assertThat(complaint()).endsWith("; did you mean 'user_0/corvid-003'?\n");
    assertThat(run("pause", "--customer", "nobody")).isEqualTo(ExitCode.NO_SUCH.code());
    assertThat(complaint())
        .startsWith("tcmu-reclaim: the agent refuses: no customer nobody; there are: acme, birch,");
    assertThat(run("pause", "--customer", "amce")).isEqualTo(ExitCode.NO_SUCH.code());
    assertThat(complaint()).endsWith("no customer amce; did you mean 'acme'?\n");
    assertThat(run("devices", "--customer", "amce")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(complaint()).endsWith("no customer amce; did you mean 'acme'?\n");
    assertThat(run("devices", "--sort", "size")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(complaint()).endsWith("one of device, resident, tail, idle; not size\n");
    assertThat(run("shrink", "corvid-003", "--keep", "4")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("status", "--api", "127.0.0.1")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("status", "--api", "/run/a.sock")).isEqualTo(ExitCode.USAGE.code());
    assertThat(complaint()).contains("did you mean 'unix:/run/a.sock'?");
    assertThat(run("devices", "--limit", "0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(complaint()).contains("--limit: must be 1 or more, got 0");
    assertThat(run("decisions", "--limit", "1001")).isEqualTo(ExitCode.USAGE.code());
    assertThat(complaint()).contains("--limit: must be from 1 to 1000, got 1001");
  }

  @Test
  void nothingFound_isSaid() {
    assertThat(run("devices", "--name", "zz")).isZero();
    assertThat(complaint()).isEqualTo("no LUN with 'zz' in HBA/NAME\n");
    assertThat(run("shrink", "corvid-003", "--keep", "4GiB")).isZero();
    assertThat(text()).contains("; nothing to free: it holds no more than --keep");
  }

  @Test
  void token_thatIsMissingOrWrong_isSaidAsSuch() throws IOException {
    String[] pause = {"pause", "--token-file", folder.resolve("none").toString()};
    assertThat(runBare(pause)).isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(complaint()).endsWith("none: there is no such file (--token-file)\n");
    assertThat(runBare("pause")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(complaint()).contains("A token is needed: commands take it from --token-file FILE");
    Path wrong = Files.writeString(folder.resolve("wrong"), "not-the-token-of-it");
    assertThat(runBare("pause", "--token-file", wrong.toString()))
        .isEqualTo(ExitCode.REFUSED.code());
    assertThat(complaint())
        .contains("Not this agent's token")
        .doesNotContain("not-the-token-of-it");
  }

  @Test
  void noAgent_isSaidAsSuch() {
    int unused = agent.port(); // Its server says it, and ends with it.
    agent.close();
    assertThat(run("status")).isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(complaint()).startsWith("tcmu-reclaim: no server at 127.0.0.1:");
    assertThat(run("status", "--api", "no-such-host.invalid:1"))
        .isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(complaint())
        .isEqualTo("tcmu-reclaim: no such host: no-such-host.invalid:1; see --api\n");
    assertThat(run("status", "--api", "unix:" + folder.resolve("none")))
        .isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(complaint()).startsWith("tcmu-reclaim: no server at unix:");
  }

  private int run(String... arguments) {
    return runBare(
        Arrays.asList("shrink", "pause", "resume", "reload").contains(arguments[0])
            ? Stream.concat(Stream.of(arguments), Stream.of("--token-file", tokenFile().toString()))
                .toArray(String[]::new)
            : arguments);
  }

  private int runBare(String... arguments) {
    output.clear();
    return AllCommands.of(
            CommandOutput.NO_AGENT,
            output.around(Map.of("TCMU_RECLAIM_API", "127.0.0.1:" + agent.port())))
        .execute(arguments);
  }

  private Path tokenFile() {
    try {
      return Files.writeString(folder.resolve("token"), agent.token());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String text() {
    return output.text();
  }

  private String complaint() {
    return output.complaint();
  }
}
