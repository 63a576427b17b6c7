package org.tcmureclaim.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.display.Screen;
import org.tcmureclaim.manual.ExitCode;

class CheckCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int check(String... options) {
    Surroundings around =
        new Surroundings(
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            Screen.USUAL,
            Optional.empty());
    AgentRunner nobody = (config, runOptions, console) -> ExitCode.UNEXPECTED;
    String[] args = new String[options.length + 1];
    args[0] = "check";
    System.arraycopy(options, 0, args, 1, options.length);
    return TcmuReclaim.commandLine(nobody, around).execute(args);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void goodFile_isZero_andSaysSo() throws IOException {
    String file = write("a.yaml", "mode: act\n");
    assertThat(check(file)).isEqualTo(0);
    assertThat(told()).isEqualTo(file + ": good\n");
  }

  @Test
  void badFile_isTwo_withEveryProblem_andTheOthersAreStillChecked() throws IOException {
    String bad = write("bad.yaml", "tick: 5\nmood: act\n");
    String good = write("good.yaml", "mode: act\n");
    assertThat(check(bad, good)).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith(bad + ":"));
    assertThat(told()).isEqualTo(good + ": good\n");
  }

  @Test
  void watermarks_thatContradictOnAHostOfThatSize_areRefused() throws IOException {
    String file = write("a.yaml", "memory: {min: 1GiB, low: 10%, high: 20%}\n");
    assertThat(check(file, "--memory", "64GiB")).isEqualTo(0);
    assertThat(check(file, "--memory=8GiB")).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(file + ":1: memory.low: must be above min on this host")
        .hasLineCount(1);
    assertThat(check(file, "--memory=much")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("a size such as 16MiB");
  }

  @Test
  void overlap_isNoted() throws IOException {
    String file =
        write("a.yaml", "customers:\n  - {name: x, match: \"*\"}\n  - {name: y, match: \"u/*\"}\n");
    assertThat(check(file)).isEqualTo(0);
    assertThat(told())
        .isEqualTo(
            """
            FILE: good
            note: FILE:3: y and x (FILE:2) can match the same device; it goes to x, which comes first
            """
                .replace("FILE", file));
  }

  @Test
  void device_isShownWithTheOriginOfEachValue() throws IOException {
    String file =
        write("a.yaml", "tick: 2s\ncustomers:\n  - name: x\n    match: {dev_config: rbd/}\n");
    assertThat(check(file, "--device", "user_0/d", "--dev-config", "rbd/7")).isEqualTo(0);
    assertThat(told())
        .contains("user_0/d is customer x (" + file + ":3)\n")
        .containsPattern("customers.x.weight +100 +default\n")
        .containsPattern("customers.x.match.dev_config +rbd/ +\\Q" + file + "\\E:4\n")
        .containsPattern("tick +2s +\\Q" + file + "\\E:1\n")
        .containsPattern("guard.cooldown +10s +default\n")
        .doesNotContain("simulated");
  }

  @Test
  void json_saysTheSame() throws IOException {
    String bad = write("bad.yaml", "tick: 5\n");
    assertThat(check("--json", bad)).isEqualTo(ExitCode.CONFIGURATION.code());
    JsonObject refused = new JsonObject(told());
    assertThat(refused.getBoolean("good")).isFalse();
    assertThat(refused.getJsonArray("problems")).hasSize(1);
    out.reset();
    assertThat(check("--json", write("a.yaml", "mode: act\n"), "--device", "u/d")).isEqualTo(0);
    JsonObject device = new JsonObject(told()).getJsonObject("device");
    assertThat(device.getString("customer")).isEqualTo("other");
    assertThat(device.getJsonArray("settings")).isNotEmpty();
  }

  @Test
  void commandLine_thatCannotBeUsed_isTwo() {
    assertThat(check()).isEqualTo(ExitCode.USAGE.code());
    assertThat(check("x.yaml", "--device", "d")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            tcmu-reclaim check: name at least one FILE
            Try 'tcmu-reclaim check --help'.
            tcmu-reclaim check: --device: expected HBA/NAME such as user_0/gold-01, got 'd'
            Try 'tcmu-reclaim check --help'.
            """);
  }
}
