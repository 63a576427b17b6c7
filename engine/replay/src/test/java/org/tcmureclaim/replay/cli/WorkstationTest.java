package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.manual.ExitCode;

final class WorkstationTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void replay_printsOneResultForEachPolicyAndBudget() throws IOException {
    String file = trace();
    int code = run("replay", file, "--policy", "lru,stock", "--budget", "50%,8KiB", "--json");
    assertThat(code).isZero();
    assertThat(printed(out).lines().filter(line -> line.contains("\"policy\""))).hasSize(4);
    assertThat(printed(out)).contains("\"budget\": \"8KiB\", \"budget_pages\": 2");
    assertThat(printed(err)).isEmpty();
  }

  @Test
  void figures_doNotDependOnTheNumberOfThreads() throws IOException {
    String file = trace();
    run("replay", file, "--json", "--threads", "1");
    String alone = withoutSeconds();
    out.reset();
    run("replay", file, "--json", "--threads", "4");
    assertThat(withoutSeconds()).isEqualTo(alone).contains("\"policy\": \"stock\"");
  }

  @Test
  void brokenJarOfPolicies_isRefusedWithItsName_butNotByCommandsWithoutPolicies()
      throws IOException {
    Path folder = Files.createDirectory(Path.of(trace()).resolveSibling("policies.d"));
    Files.writeString(folder.resolve("broken.jar"), "no jar");
    System.setProperty(KnownPolicies.FOLDER_PROPERTY, folder.toString());
    try {
      assertThat(run("replay", "--help")).isZero();
      assertThat(run("trace", "info", trace())).isZero();
      assertThat(run("replay", trace(), "--policy", "lru"))
          .isEqualTo(ExitCode.CONFIGURATION.code());
    } finally {
      System.clearProperty(KnownPolicies.FOLDER_PROPERTY);
    }
    assertThat(printed(err)).contains(folder.resolve("broken.jar") + ": cannot be read: is no jar");
  }

  @Test
  void wrongOption_isGuessed_evenWhereAnArgumentIsMissing() {
    assertThat(run("replay", "x", "--polcy", "lru")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("trace", "inf", "x")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("trace", "cut", "--frm", "1s")).isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err))
        .contains("Unknown option: '--polcy'; did you mean '--policy'?")
        .contains("'inf', 'x'; did you mean 'info'?")
        .contains("Unknown option: '--frm'; did you mean '--from'?");
  }

  @Test
  void allPolicies_areReplayed_byDefault_asATable() throws IOException {
    assertThat(run("replay", trace())).isZero();
    assertThat(printed(out)).contains("(optimum)", "lru", "stock", "watermark", "70%");
  }

  @Test
  void bench_judgesTheTracesOfAFolder_andPassesOverWhatIsNone() throws IOException {
    Path traces = Files.createDirectory(directory.resolve("traces"));
    StringBuilder rows = new StringBuilder("tick_s,dev,peak_blocks,floor_blocks\n");
    for (int tick = 0; tick < 100; tick++) {
      rows.append("%d,%c,8,0%n".formatted(tick, "abc".charAt(tick % 3)));
    }
    Files.writeString(traces.resolve("busy.csv"), rows);
    Files.writeString(
        traces.resolve("short.csv"), "tick_s,dev,peak_blocks,floor_blocks\n0,a,8,0\n");
    Files.writeString(traces.resolve("README.md"), "# Traces\n");
    Path runs = directory.resolve("runs.csv");
    int code =
        run("bench", "--seeds", "0", "--traces", traces.toString(), "--no-cost", "--markdown")
            + run(
                "bench",
                "--seeds",
                "0",
                "--traces",
                traces.toString(),
                "--no-cost",
                "--runs",
                runs.toString(),
                "--policy",
                "lru,stock");
    assertThat(code).isZero();
    assertThat(printed(out))
        .contains("**busy.csv: pages re-allocated**", "| (optimum) |", "**Targets for predictive**")
        .contains("busy.csv: MiB re-allocated for each GiB·h given back");
    assertThat(printed(err)).contains("busy.csv (2 of 3)", "short.csv: lasts 1 s", "README.md:1:");
    assertThat(Files.readAllLines(runs)).hasSize(1 + 2 * 4);
  }

  @Test
  void badTrace_andBadCommandLine_haveExitCodesOfTheirOwn() throws IOException {
    assertThat(run("replay", directory.resolve("none").toString()))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err)).startsWith("tcmu-reclaim: ").contains("none: no such file");
    err.reset();
    String file = trace();
    assertThat(run("replay", file, "--policy", "lro")).isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("did you mean 'lru'?");
    assertThat(run("replay", file, "--budget", "lots")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay", file, "--tick", "1ms")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay", file, "--service-time", "slow")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay", file, "--queue-depth", "0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay", file, "--data-area", "0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay", file, "--pages-per-block", "0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay", file, "--pages-per-block", "300000")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay", file, "--threads", "0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay", file, "--max-errors", "-1")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("replay")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run()).isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(out)).isEmpty();
  }

  @Test
  void configuration_isReplayed_aloneOrBesidePolicies() throws IOException {
    Path config = directory.resolve("agent.yaml");
    Files.writeString(config, "policy: {name: stock}\n");
    assertThat(run("replay", trace(), "--config", config.toString(), "--json")).isZero();
    assertThat(printed(out)).contains("\"policy\": \"config:" + config).doesNotContain("\"lru\"");
    out.reset();
    assertThat(run("replay", trace(), "--config", config.toString(), "--policy", "lru")).isZero();
    assertThat(printed(out)).contains("  lru  ", "config:" + config + "\n");
    Files.writeString(config, "policy: {name: lru, idel: 3s}\n");
    assertThat(run("replay", trace(), "--config", config.toString()))
        .isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(printed(err)).contains("agent.yaml:1: policy.idel: unknown key");
  }

  @Test
  void diff_saysWhereTwoPoliciesPart() throws IOException {
    String file = trace();
    assertThat(run("diff", file, "--policy", "lru,stock", "--budget", "48KiB")).isZero();
    assertThat(printed(out)).contains("first disagreement: tick 1, 2 s after the start");
    assertThat(run("diff", file, "--policy", "lru", "--json")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("diff", file, "--policy", "lru,lro", "--json")).isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("needs two", "did you mean 'lru'?");
    out.reset();
    assertThat(run("diff", file, "--policy", "lru,lru", "--json")).isZero();
    assertThat(printed(out)).contains("\"first_disagreement\": null, \"devices\": []");
  }

  @Test
  void progress_showsRateAndTimeLeft_andWipesItsLine() {
    long[] nanos = {0};
    var line = new ProgressLine(new PrintStream(err, true, StandardCharsets.UTF_8), () -> nanos[0]);
    line.begin("t.csv", 4 << 20);
    line.passed(1 << 20);
    assertThat(printed(err)).isEmpty();
    nanos[0] = 500_000_000;
    line.passed(1 << 20);
    assertThat(printed(err)).endsWith("t.csv: 50 %, 4.0 MiB/s, 1 s left");
    line.end();
    assertThat(printed(err)).endsWith("\r\u001b[K");
  }

  @Test
  void report_isWritten_andChangesNoFigure() throws IOException {
    String file = trace();
    run("replay", file, "--json");
    String without = withoutSeconds();
    out.reset();
    Path reports = directory.resolve("reports/today");
    assertThat(run("replay", file, "--json", "--report", reports.toString())).isZero();
    assertThat(withoutSeconds()).isEqualTo(without);
    assertThat(reports.resolve("report.html"))
        .content()
        .contains("\"stopped_by\": \"\"", "--json --report " + reports);
    assertThat(printed(err)).isEqualTo("report: " + reports.resolve("report.html") + "\n");
  }

  @Test
  void replayThatFailsLater_leavesAPartialReport() throws IOException {
    String file = trace();
    assertThat(run("replay", file, "/none", "--report", directory.toString()))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(directory.resolve("report.html"))
        .content()
        .contains("\"stopped_by\": \"an error", "\"policy\": \"stock\"");
    assertThat(printed(err)).contains("partial report: ", "/none: no such file");
  }

  @Test
  void reportThatCannotBeWritten_isToldBeforeAnythingIsReplayed() throws IOException {
    String file = trace();
    assertThat(run("replay", file, "--report", file)).isEqualTo(ExitCode.CANNOT_WRITE.code());
    assertThat(printed(err)).startsWith("tcmu-reclaim: --report " + file + ": ");
    assertThat(printed(out)).isEmpty();
  }

  @Test
  void progressOfRuns_showsRateAndTimeLeft_andWipesItsLine() {
    long[] nanos = {0};
    PrintStream terminal = new PrintStream(err, true, StandardCharsets.UTF_8);
    var progress = new CellProgress(terminal, () -> nanos[0], true);
    progress.begin("t.csv", 3, 4_000_000);
    nanos[0] = 2_000_000_000;
    progress.done();
    assertThat(printed(err)).endsWith("t.csv: 1 of 3 runs, 2.0 M device-ticks/s, 4 s left");
    progress.done();
    progress.done();
    assertThat(printed(err)).endsWith("\r\u001b[K");
  }

  private String trace() throws IOException {
    Path file = directory.resolve("t.csv");
    Files.writeString(
        file, "tick_s,dev,peak_blocks,floor_blocks\n0,a,8,0\n1,b,9,0\n2,a,7,0\n3,b,2,1\n");
    return file.toString();
  }

  private int run(String... args) {
    return Workstation.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String withoutSeconds() {
    return printed(out).replaceAll("\"(replay|replay_cpu|optimum_cpu)_seconds\": [0-9.]+", "");
  }

  private static String printed(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
