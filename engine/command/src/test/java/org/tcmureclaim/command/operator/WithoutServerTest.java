package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.manual.ExitCode;

/** The commands that look at an agent, with nothing but the files that it leaves. */
class WithoutServerTest {
  private static final int NO_AGENT = ExitCode.HOST_NOT_READY.code();

  @TempDir private Path folder;
  private ShownAgent agent;
  private final CommandOutput output = new CommandOutput();

  @BeforeEach
  void start() throws IOException {
    agent = new ShownAgent(folder);
  }

  @AfterEach
  void end() {
    agent.close();
  }

  @Test
  void status_isOfImageStateAndJournal() {
    agent.cut();
    agent.endJournal();
    assertThat(run("status")).isZero();
    assertThat(text())
        .startsWith("RESTARTED  2 starts in the last hour; the one before ended: killed\n")
        .contains("agent      linux host, mode act, truncator shim, policy lru\n")
        .contains("policies   from /etc/own.jar (1.0)\n")
        .contains("data areas 1 device: 391 MiB, of it tails 391 MiB\n")
        .contains("acme                           1   391 MiB   391 MiB\n")
        .contains("1 decision, 1 truncation, 391 MiB freed")
        .contains("#1 ")
        .endsWith(" urgent    memory_low   freed 391 MiB of 1 LUN (acme 1)\n");
    assertThat(complaint()).isEmpty();
  }

  @Test
  void everyList_isOfTheSameFiles() {
    agent.cut();
    agent.endJournal();
    assertThat(run("devices", "--json")).isZero();
    assertThat(new JsonArray(text()).getJsonObject(0).getString("device")).isEqualTo("user_0/a");
    assertThat(run("devices", "--name", "zz")).isZero();
    assertThat(complaint()).isEqualTo("no LUN with 'zz' in HBA/NAME\n");
    assertThat(run("customers", "--json")).isZero();
    JsonObject customer = new JsonArray(text()).getJsonObject(0);
    assertThat(customer.getLong("resident_pages")).isEqualTo(100_000);
    assertThat(customer.getLong("high_bytes")).isEqualTo(1 << 30);
    assertThat(customer.getValue("max_bytes")).isNull();
    assertThat(run("decisions", "--json")).isZero();
    JsonObject decision = new JsonObject(text());
    assertThat(decision.getLong("number")).isEqualTo(1);
    assertThat(decision.getJsonArray("devices").getJsonObject(0).getLong("keep_pages")).isZero();
    assertThat(decision.getDouble("some_stall_share")).isZero();
    assertThat(run("top", "--once")).isZero();
    assertThat(text()).contains("1 LUN hold").contains("user_0/a");
    assertThat(run("top", "--json")).isZero();
    assertThat(new JsonObject(text()).getJsonObject("devices").getInteger("total")).isEqualTo(1);
  }

  @Test
  void pause_isShown_withHowToEndItThere() {
    agent.show(agent.state(true));
    assertThat(run("status")).isZero();
    assertThat(text())
        .contains("PAUSED     plans are kept back; go on: tcmu-reclaim resume --run-dir " + folder)
        .contains("PAUSED     customer acme; go on: tcmu-reclaim resume --customer acme ");
    assertThat(run("customers")).isZero();
    assertThat(text()).contains("  PAUSED\n");
  }

  @Test
  void wrongQuestions_areRefusedAsTheApiRefusesThem() {
    assertThat(run("devices", "--customer", "acne")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(complaint()).endsWith("no customer acne; did you mean 'acme'?\n");
    assertThat(run("devices", "--sort", "size")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(complaint()).endsWith("one of device, resident, tail, idle; not size\n");
    assertThat(run("status", "--api", "unix")).isEqualTo(ExitCode.USAGE.code());
    assertThat(complaint()).contains("--run-dir or --api, not both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "devices", "customers", "decisions", "top --once"})
  void agentThatWasKilled_isShownAsItWas_andSaidToHaveEnded(String command) {
    agent.cut();
    agent.endJournal();
    agent.endLeavingFiles();
    assertThat(run(command.split(" "))).isEqualTo(NO_AGENT);
    assertThat(text()).contains("acme");
    assertThat(complaint())
        .startsWith("tcmu-reclaim: the agent (process " + ProcessHandle.current().pid() + ") has ")
        .contains("these are its last figures")
        .contains("'systemctl start tcmu-reclaim' starts it again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "devices", "customers", "decisions", "top --once"})
  void noAgent_isSaid_withWhatToDo(String command) throws IOException {
    Files.delete(folder.resolve("tick"));
    assertThat(run(command.split(" "))).isEqualTo(NO_AGENT);
    assertThat(complaint()).contains("/tick is not there, though the agent (process ");
    Files.delete(folder.resolve("agent.json"));
    assertThat(run(command.split(" "))).isEqualTo(NO_AGENT);
    assertThat(text()).isEmpty();
    assertThat(complaint())
        .startsWith("tcmu-reclaim: no agent runs here: " + folder + "/tick is not there; ")
        .contains("'systemctl start tcmu-reclaim' starts one")
        .contains("--run-dir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tick", "agent.json"})
  void fileThatIsDamaged_isSaidWhich_whateverIsInIt(String name) throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(name));
    for (int length : new int[] {0, 1, 8, 100, whole.length - 2}) {
      Files.delete(folder.resolve(name));
      Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
      assertThat(run("status")).as("%d bytes", length).isEqualTo(NO_AGENT);
      assertThat(complaint()).startsWith("tcmu-reclaim: " + folder.resolve(name) + ": ");
    }
  }

  @Test
  void stateThatIsNotThere_isSaid_andWhetherToTryAgain() throws IOException {
    Files.delete(folder.resolve("agent.json"));
    assertThat(run("status")).isEqualTo(NO_AGENT);
    assertThat(complaint()).contains("/agent.json is not there yet").endsWith(": try again\n");
    agent.endLeavingFiles();
    assertThat(run("status")).isEqualTo(NO_AGENT);
    assertThat(complaint()).contains("no agent runs here").contains("has ended");
  }

  @Test
  void otherFormat_isSaid_withBothNumbers() throws IOException {
    Path state = folder.resolve("agent.json");
    Files.writeString(
        state, Files.readString(state).replaceFirst("\"format\" ?: ?1", "\"format\":9"));
    assertThat(run("status")).isEqualTo(NO_AGENT);
    assertThat(complaint()).contains("agent.json").contains("format 9").contains("format 1");
  }

  @Test
  void journalThatIsNotThere_orKeptNowhere_leavesTheStatusWhole() throws IOException {
    agent.cut();
    agent.endJournal();
    Path decisions = folder.resolve("decisions");
    Files.move(decisions, folder.resolve("moved"));
    assertThat(run("status")).isZero();
    assertThat(text()).endsWith(" freed, 0 B came back\n");
    assertThat(run("decisions")).isZero();
    assertThat(text()).isEmpty();
    Files.createDirectory(decisions);
    Files.createDirectory(decisions.resolve("decisions-s0000000001.log"));
    assertThat(run("decisions")).isZero();
  }

  @Test
  void whoMayNotRead_isToldWhoMay() throws IOException {
    assertThat(UnreadableAgent.whoMay("tcmu-reclaim"))
        .contains("join group tcmu-reclaim ('usermod -aG tcmu-reclaim USER')");
    assertThat(UnreadableAgent.whoMay("root")).isEqualTo("run as root");
    assertThat(UnreadableAgent.denied(Path.of("/nowhere/tick"), Path.of("/nowhere")))
        .isEqualTo("/nowhere/tick: permission denied; run as root");
    Path owned = folder.resolve("agent.json");
    Files.setPosixFilePermissions(owned, PosixFilePermissions.fromString("rw-------"));
    assertThat(UnreadableAgent.denied(owned, folder))
        .contains("permission denied; only its owner may read it: run as ");
  }

  private int run(String... arguments) {
    output.clear();
    return AllCommands.of(
            CommandOutput.NO_AGENT, output.around(Map.of("TCMU_RECLAIM_API", "127.0.0.1:1")))
        .execute(
            Stream.concat(Stream.of(arguments), Stream.of("--run-dir", folder.toString()))
                .toArray(String[]::new));
  }

  private String text() {
    return output.text();
  }

  private String complaint() {
    return output.complaint();
  }
}
