package org.tcmureclaim.command.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.assembly.ReclaimAgent;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.manual.ExitCode;

/** What an agent on the simulated host wrote down, explained by the command. */
class ExplainCommandTest {
  private static final long RUN_NANOS = 60_000_000_000L;

  @TempDir private Path folder;
  private final CommandOutput output = new CommandOutput();

  @BeforeEach
  void run() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            mode: act
            simulated: {luns: 32, memory: 1GiB, global_limit: 256MiB, speed: max}
            ledger: {directory: %s/decisions}
            """
                .formatted(folder));
    var options = new RunOptions(HostKind.SIMULATED, OptionalLong.of(RUN_NANOS), new StopSignal());
    assertThat(new ReclaimAgent().run(LoadedConfig.load(file), options, report -> {}))
        .isEqualTo(ExitCode.FINE);
  }

  private int explain(String... options) {
    output.clear();
    List<String> args = new ArrayList<>(List.of("explain"));
    args.addAll(List.of(options));
    Optional<Path> demo = Optional.of(folder.resolve("agent.yaml"));
    return AllCommands.of(CommandOutput.NO_AGENT, output.around(demo))
        .execute(args.toArray(String[]::new));
  }

  private String told() {
    return output.text();
  }

  @Test
  void device_isExplained_byNameOrPath_fromTheConfigurationOrTheFolder() {
    assertThat(explain("acme-001", "--host", "simulated")).isEqualTo(0);
    String byName = told();
    assertThat(explain("acme-001", "--demo")).isEqualTo(0);
    assertThat(told()).isEqualTo(byName);
    assertThat(byName)
        .startsWith("user_0/acme-001 of customer other\n  decision   ")
        .contains("\n  wanted     ", "\n  verdict    ", "\n  outcome    ");
    assertThat(explain("user_0/acme-001", "--ledger", folder + "/decisions")).isEqualTo(0);
    assertThat(told()).isEqualTo(byName);
  }

  @Test
  void time_isTheLastDecisionNotAfterIt() {
    assertThat(explain("acme-001", "--host", "simulated", "--json")).isEqualTo(0);
    double newest = new JsonObject(told()).getDouble("at_seconds");
    String before = (long) newest - 1 + "s";
    assertThat(explain("acme-001", "--host", "simulated", "--json", "--at", before)).isEqualTo(0);
    assertThat(new JsonObject(told()).getDouble("at_seconds")).isLessThan(newest);
    assertThat(explain("acme-001", "--host", "simulated", "--at", "2001-01-01T00:00"))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(output.complaint())
        .isEqualTo(
            "tcmu-reclaim: no decision about 'acme-001' at 2001-01-01T00:00 or before in "
                + folder
                + "/decisions\n");
  }

  @Test
  void mistypedName_isGuessed() {
    assertThat(explain("acne-001", "--host", "simulated")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(output.complaint()).endsWith("; did you mean 'acme-001'?\n");
    assertThat(explain("user_0/acne-001", "--host", "simulated"))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(output.complaint()).endsWith("; did you mean 'user_0/acme-001'?\n");
  }

  @Test
  void whatIsNotThere_isSaid() {
    assertThat(explain("nobody", "--host", "simulated")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(explain("a", "--ledger", folder + "/nowhere")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(output.complaint())
        .isEqualTo(
            "tcmu-reclaim: no decisions in " + folder + "/nowhere; did an agent run with it?\n");
    assertThat(explain("a", "--host", "simulated", "--at", "noon"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(output.complaint())
        .startsWith("tcmu-reclaim explain: --at: expected a time such as 03:12");
  }
}
