package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClosedLoopCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("t.csv"),
        "tick_s,dev,peak_blocks,floor_blocks\n0,a,40,0\n1,b,40,0\n2,a,40,0\n9,b,1,0\n");
    // 4,000 KiB: low at 160, high at 240. Others leave 400, then 260 KiB to 320 of devices.
    Files.writeString(
        folder.resolve("host.csv"),
        """
        t_s,mem_total_kb,mem_available_kb,tcmu_global_pages,psi_some_total_us
        0,4000,240,40,0
        3,4000,20,60,0
        10,4000,20,60,700000
        """);
  }

  @Test
  void figures_areThoseOfTheHost_onAnyNumberOfThreads() {
    assertThat(replay("--threads=1", "--json")).as(printed(err)).isZero();
    String once = withoutTimes();
    assertThat(once)
        .startsWith("{\n  \"loop\": \"closed\"")
        .contains("\"budget\": \"trace\", \"budget_pages\": 25,")
        .contains("\"psi_model\": \"relieved\"", "\"memory_bytes\": 4096000")
        .contains("\"watermark_low_bytes\": 163840", "\"recorded_stalled_seconds\": 0.700000");
    assertThat(replay("--threads=2", "--json")).isZero();
    assertThat(withoutTimes()).isEqualTo(once);
    assertThat(replay()).isZero();
    assertThat(printed(out))
        .contains("closed loop: host ", "watermarks 0, 0, 0 MiB; stalls relieved")
        .contains("optimum with the high watermark always kept: ");
  }

  @Test
  void bothLoops_areSetSideBySide() {
    assertThat(replay("--budget=200KiB,trace", "--json")).isZero();
    assertThat(printed(out)).startsWith("{\n  \"loop\": \"mixed\"").contains("\"loop\": \"open\"}");
  }

  @Test
  void whatIsMissing_isNamed() throws IOException {
    String trace = folder.resolve("t.csv").toString();
    String host = "--pressure=" + folder.resolve("host.csv");
    assertThat(run("replay", trace, "--budget=trace")).isEqualTo(3);
    assertThat(printed(err)).contains("does not say what its host went through", "--pressure FILE");
    assertThat(run("replay", trace, host)).isEqualTo(2);
    assertThat(printed(err)).contains("--pressure closes the loop; add --budget trace");
    assertThat(replay("--psi=half")).isEqualTo(2);
    assertThat(printed(err)).contains("--psi: expected relieved or recorded or ignored");
    Files.writeString(folder.resolve("host.csv"), "t_s,mem_available_kb\n0,240\n10,240\n");
    assertThat(replay()).isEqualTo(3);
    assertThat(printed(err)).contains("how much memory the host has; add --memory");
    assertThat(replay("--memory=4MiB")).as(printed(err)).isZero();
    assertThat(run("diff", trace, "--policy=lru,stock", "--budget=trace")).isEqualTo(2);
    assertThat(printed(err)).contains("the budget 'trace' is a closed loop");
  }

  private int replay(String... more) {
    List<String> args = new ArrayList<>();
    args.add("replay");
    args.add(folder.resolve("t.csv").toString());
    args.add("--pressure=" + folder.resolve("host.csv"));
    args.add("--policy=lru,stock");
    args.addAll(List.of(more));
    if (args.stream().noneMatch(arg -> arg.startsWith("--budget"))) {
      args.add("--budget=trace");
    }
    return run(args.toArray(String[]::new));
  }

  private String withoutTimes() {
    return printed(out).replaceAll("\"(replay|replay_cpu|optimum_cpu)_seconds\": [0-9.]+", "");
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return Workstation.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private static String printed(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
