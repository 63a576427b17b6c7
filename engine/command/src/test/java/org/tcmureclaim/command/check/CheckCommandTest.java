package org.tcmureclaim.command.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.manual.ExitCode;

class CheckCommandTest {
  @TempDir private Path folder;
  private final CommandOutput output = new CommandOutput();
  private Optional<Path> demo = Optional.empty();

  private int check(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "check";
    System.arraycopy(options, 0, args, 1, options.length);
    return AllCommands.of(CommandOutput.NO_AGENT, output.around(demo)).execute(args);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String told() {
    return output.text();
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
    assertThat(output.complaint().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith(bad + ":"));
    assertThat(told()).isEqualTo(good + ": good\n");
  }

  @Test
  void watermarks_thatContradictOnAHostOfThatSize_areRefused() throws IOException {
    String file = write("a.yaml", "memory: {min: 1GiB, low: 10%, high: 20%}\n");
    assertThat(check(file, "--memory", "64GiB")).isEqualTo(0);
    assertThat(check(file, "--memory=8GiB")).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(output.complaint())
        .startsWith(file + ":1: memory.low: must be above min on this host")
        .hasLineCount(1);
    assertThat(check(file, "--memory=much")).isEqualTo(ExitCode.USAGE.code());
    assertThat(output.complaint()).contains("a size such as 16MiB");
  }

  @Test
  void overlap_isNoted() throws IOException {
    String file =
        write(
            "a.yaml",
            "customers:\n  - {name: x, match: \"*/b*\"}\n  - {name: y, match: \"user_0/*\"}\n");
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
    output.clear();
    assertThat(check("--json", write("a.yaml", "mode: act\n"), "--device", "u/d")).isEqualTo(0);
    JsonObject device = new JsonObject(told()).getJsonObject("device");
    assertThat(device.getString("customer")).isEqualTo("other");
    assertThat(device.getJsonArray("settings")).isNotEmpty();
  }

  @Test
  void commandLine_thatCannotBeUsed_isTwo() {
    assertThat(check("x.yaml", "--device", "d")).isEqualTo(ExitCode.USAGE.code());
    assertThat(output.complaint())
        .endsWith(
            """
            tcmu-reclaim check: --device: expected HBA/NAME such as user_0/gold-01, got 'd'
            Try 'tcmu-reclaim check --help'.
            """);
  }

  private void isRefused(String text, String... problems) throws IOException {
    String file = write("effect.yaml", text);
    output.clear();
    assertThat(check(file, "--memory", "64GiB")).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(output.complaint().replace(file + ":", "").lines()).containsExactly(problems);
  }

  @Test
  void ruleThatCanNeverMatch_andCustomerThatGetsNoDevice_areProblems() throws IOException {
    isRefused(
        """
        customers:
          - {name: a, match: "gold-*"}
          - {name: b, match: [{path: "/user_0/b"}, {hba: iscsi}, {name: ok}]}
          - {name: c, match: "user_0/*"}
          - {name: d, match: [{path: "user_0/d-[0-9]"}, {hba: user_0, name: "{x,y}"}], min: 4KiB}
          - {name: e, match: []}
          - {name: f, match: [{path: "user_0/f"}, {path: "user_1/f"}]}
        """,
        "2: customers.a.match: can never match; the path of a device is user_N/NAME, such as"
            + " user_0/gold-01",
        "3: customers.b.match[1]: can never match; the path of a device is user_N/NAME, such as"
            + " user_0/gold-01",
        "3: customers.b.match[2]: can never match; the path of a device is user_N/NAME, such as"
            + " user_0/gold-01",
        "5: customer d gets no device: all that it matches goes to c (4) before",
        "6: customer e has no rule, so no device");
  }

  @Test
  void ruleWithoutAPattern_andPatternThatIsNoGlob_areProblems() throws IOException {
    isRefused(
        """
        customers:
          - {name: a, match: [{}]}
          - {name: b, match: {name: "x[12"}}
        """,
        "2: customers.a.match[1].path: give at least one of path, hba, name, dev_config, wwn",
        "3: customers.b.match.name: the '[' at character 2 begins no class such as [0-9]; write"
            + " [[] for the character");
  }

  @Test
  void sizeAboveTheMemory_andValueThatIsNeverLookedAt_areProblems() throws IOException {
    isRefused(
        """
        pressure: {triggers: [], fast_sampling: {for: 7s}}
        controller: {gain: 0, stall_goal: 3%}
        guard: {smallest_release: 100GiB}
        metrics: {otlp_every: 5s}
        policy: {name: watermark, high: 65GiB}
        customers:
          - {name: a, match: "user_0/*", min: 100GiB, low: 100GiB}
        ledger: {max_size: 100GiB}
        """,
        "1: pressure.fast_sampling.for: has no effect, as there are no triggers",
        "2: controller.stall_goal: has no effect, as gain: 0 switches the controller off",
        "4: metrics.otlp_every: has no effect without otlp_url",
        "5: policy.high: 65GiB is more than the memory of the host, 64GiB, and never reached",
        "3: guard.smallest_release: 100GiB is more than the memory of the host, 64GiB, and never"
            + " reached",
        "7: customers.a.min: 100GiB is more than the memory of the host, 64GiB, and never reached",
        "7: customers.a.low: 100GiB is more than the memory of the host, 64GiB, and never reached");
  }

  @Test
  void expression_andPatternThatMeantAnotherTextBefore_areNoted() throws IOException {
    String file =
        write(
            "a.yaml",
            """
            customers:
              - {name: a, match: {name: "db-.*"}}
              - {name: b, match: {name: "x[12]"}}
              - {name: c, match: {dev_config: "rbd/*/img"}}
              - {name: d, match: {dev_config: "rbd/img"}}
              - {name: e, match: {name: "{y,z}"}}
              - {name: f, match: {name: '\\x41'}}
            """);
    assertThat(check(file)).isEqualTo(ExitCode.FINE.code());
    assertThat(told().lines().filter(line -> line.contains(".match.")))
        .satisfiesExactly(
            line -> assertThat(line).contains(":2: customers.a.match.name: 'db-.*' looks like"),
            line -> assertThat(line).contains(":3: customers.b.match.name: 'x[12]' holds", "[[]"),
            line -> assertThat(line).contains(":4: customers.c.match.dev_config", "[*]"),
            line -> assertThat(line).contains(":6: customers.e.match.name: '{y,z}' holds"),
            line -> assertThat(line).contains(":7: customers.f.match.name: '\\x41' holds"));
  }

  @Test
  void filesBesideDropIns_areProblems_andBothEndingsAreRead() throws IOException {
    Path folder = Files.createDirectory(this.folder.resolve("customers.d"));
    String file = write("a.yaml", "mode: act\n");
    Files.writeString(
        folder.resolve("1.yml"), "customers: [{name: g, match: \"user_0/g\", min: 4KiB}]\n");
    Files.writeString(folder.resolve("README.md"), "about\n");
    Files.createSymbolicLink(folder.resolve("..data"), folder);
    assertThat(check(file, "--device", "user_0/g")).isEqualTo(ExitCode.FINE.code());
    assertThat(told()).contains("user_0/g is customer g");
    for (String name : new String[] {"2.yaml~", "3.yaml.bak", "4.YAML", ".5.yaml", "6.conf"}) {
      Files.writeString(folder.resolve(name), "x");
    }
    Files.createDirectory(folder.resolve("7"));
    assertThat(check(file)).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(output.complaint().lines())
        .allSatisfy(line -> assertThat(line).contains("customers.d/", ": is not read; "))
        .extracting(line -> line.replaceFirst(".*customers.d/", "").replaceFirst(": .*", ""))
        .containsExactly(".5.yaml", "2.yaml~", "3.yaml.bak", "4.YAML", "6.conf", "7");
  }

  @Test
  void dropIn_isCheckedByItself() throws IOException {
    String good = write("50.yaml", "customers:\n  - {name: a, min: 4KiB}\n");
    assertThat(check("--as", "drop-in", good)).isEqualTo(ExitCode.FINE.code());
    assertThat(check(good)).isEqualTo(ExitCode.CONFIGURATION.code());
    String bad = write("51.yaml", "mode: act\ncustomers: [{name: a, match: gold, min: 1}]\n");
    output.clear();
    assertThat(check("--as=drop-in", bad)).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(output.complaint().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains(":2: customers.a.min: expected a size"),
            line -> assertThat(line).contains(":1: mode: unknown key; known here: customers"));
    String never = write("52.yaml", "customers: [{name: a, match: gold}]\n");
    assertThat(check("--as=drop-in", never)).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(check("--as=dropin", good)).isEqualTo(ExitCode.USAGE.code());
    assertThat(output.complaint()).contains("did you mean 'drop-in'?");
  }

  @Test
  void fileInAnotherFolder_isCheckedAsInItsPlace() throws IOException {
    Path place = folder.resolve("etc");
    Files.createDirectories(place.resolve("customers.d"));
    Files.writeString(
        place.resolve("customers.d/1.yaml"), "customers: [{name: g, match: \"user_0/g\"}]\n");
    String file = write("source", "customers_dir: customers.d\n");
    assertThat(check(file)).isEqualTo(ExitCode.CONFIGURATION.code());
    String installed = place.resolve("agent.yaml").toString();
    assertThat(check(file, "--installed-as", installed, "--device", "user_0/g"))
        .isEqualTo(ExitCode.FINE.code());
    assertThat(told()).contains(file + ": good", "user_0/g is customer g");
  }

  @Test
  void withoutAFile_theOneOfTheRepositoryIsChecked() throws IOException {
    write("agent.yaml", "mode: act\n");
    demo = Optional.of(folder.resolve("demo.yaml"));
    assertThat(check()).isEqualTo(ExitCode.FINE.code());
    assertThat(told()).isEqualTo(folder.resolve("agent.yaml") + ": good\n");
  }

  @Test
  void whatIsNoRegularFile_isRefusedAtOnce() throws Exception {
    Path folder = Files.createDirectory(this.folder.resolve("customers.d"));
    Path fifo = folder.resolve("1.yaml");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Files.createSymbolicLink(folder.resolve("2.yaml"), Path.of("/dev/zero"));
    Files.createDirectory(folder.resolve("3.yml"));
    String file = write("a.yaml", "mode: act\n");
    assertThat(check(file, fifo.toString(), "/dev/zero")).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(output.complaint().lines())
        .containsExactly(
            fifo + ": is a FIFO, a device or a socket; only regular files are read",
            folder + "/2.yaml: is a FIFO, a device or a socket; only regular files are read",
            folder + "/3.yml: is a directory; give the file itself",
            fifo + ": is a FIFO, a device or a socket; only regular files are read",
            "/dev/zero: is a FIFO, a device or a socket; only regular files are read");
  }
}
