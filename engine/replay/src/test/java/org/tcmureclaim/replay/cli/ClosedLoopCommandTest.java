package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.manual.ExitCode;

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
    assertThat(run("replay", trace, "--budget=trace")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err)).contains("does not say what its host went through", "--pressure FILE");
    assertThat(run("replay", trace, host)).isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("--pressure closes the loop; add --budget trace");
    assertThat(replay("--psi=half")).isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("--psi: expected relieved or recorded or ignored");
    Files.writeString(folder.resolve("host.csv"), "t_s,mem_available_kb\n0,240\n10,240\n");
    assertThat(replay()).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err)).contains("how much memory the host has; add --memory");
    assertThat(replay("--memory=4MiB")).as(printed(err)).isZero();
    assertThat(run("diff", trace, "--policy=lru,stock", "--budget=trace"))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err)).contains("does not say what its host went through");
    assertThat(run("diff", trace, "--policy=lru,stock", host)).isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("--pressure closes the loop; add --budget trace");
    assertThat(run("diff", trace, "--policy=lru,stock", "--config=x.yaml"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("--config is for a closed loop");
    assertThat(run("replay", trace, "--budget=trace", "--pressure-from=1s"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(printed(err)).contains("--pressure-from needs --pressure");
    assertThat(replay("--pressure-from=10s")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err)).contains("--pressure-from 10.0 s lies behind its end");
  }

  @Test
  void diff_saysWhereTwoPoliciesParted_andWhatItCostTheHost() {
    assertThat(replay("--json")).isZero();
    List<String> single = hashes();
    assertThat(diff()).as(printed(err)).isZero();
    assertThat(printed(out))
        .contains(" at trace: A is lru, B is stock\n  closed loop: host ")
        .contains("first disagreement: tick 1, 2 s after the start; ")
        .contains("\n  seconds below low  ", "\n  least available, MiB  ", "\n  stalled, s  ");
    assertThat(diff("--json")).isZero();
    assertThat(printed(out))
        .startsWith("{\n  \"loop\": \"closed\"")
        .contains("\"psi_model\": \"relieved\"", "\"watermark_low_bytes\": 163840")
        .contains("\"seconds_below_low\": ");
    assertThat(hashes()).isEqualTo(single).hasSize(2).doesNotHaveDuplicates();
    assertThat(diff("--json", "--budget=200KiB,trace")).isZero();
    assertThat(printed(out)).startsWith("{\n  \"loop\": \"mixed\"");
  }

  @Test
  void samePolicyTwice_differsNowhere_onAHostEither() {
    assertThat(diff("--policy=ladder,ladder")).isZero();
    assertThat(printed(out)).contains("they cut the same in every tick");
  }

  /** A calendar on both sides: the trace begins seven seconds after its host's. */
  @Test
  void traces_areMergedByTime() throws IOException {
    Path commands =
        Files.writeString(folder.resolve("a.csv"), "419,W,8192,4096,1600000007000000\n");
    Path host = folder.resolve("h.csv");
    String table = "t_s,mem_total_kb,mem_available_kb\n%d,4000,240\n%d,4000,20\n%d,4000,20\n";
    Files.writeString(host, table.formatted(1_600_000_000, 1_600_000_005, 1_600_000_010));
    String[] replay = {
      "replay",
      commands.toString(),
      "--pressure=" + host,
      "--policy=lru",
      "--budget=trace",
      "--service-time=fixed:1ms",
      "--json"
    };
    assertThat(run(replay)).as(printed(err)).isZero();
    assertThat(printed(out)).contains("(host-csv; by time; ").contains("\"ticks_without_host\": 0");
    assertThat(printed(out)).contains("\"seconds_below_low\": 1.000000");
    Files.writeString(host, table.formatted(1_500_000_000, 1_500_000_005, 1_500_000_010));
    assertThat(run(replay)).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err))
        .contains("has 2017-07-14T02:40:00Z to 2017-07-14T02:40:10Z, but " + commands);
  }

  /** Of block traces and fio's logs, with what sar, atop and PCP say of the same minute. */
  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({"blktrace,sar", "blktrace,atop", "blktrace,pcp", "fio,sar", "fio,atop", "fio,pcp"})
  void tracesOfACalendar_meetTheirHost_orAreRefused(String devices, String host)
      throws IOException {
    byte[] trace = devices.equals("fio") ? fioLog() : blktrace();
    Path commands = Files.write(folder.resolve(devices), trace);
    Path pressure = folder.resolve(host);
    String[] replay = {
      "replay",
      commands.toString(),
      "--pressure=" + pressure,
      "--policy=lru",
      "--budget=trace",
      "--memory=4MiB",
      "--no-cache",
      "--json"
    };
    Files.writeString(pressure, host(host, LocalDateTime.of(2026, 11, 23, 0, 0, 20)));
    assertThat(run(replay)).as(printed(err)).isZero();
    assertThat(printed(out)).contains("; by time; ").contains("\"ticks_without_host\": 0");
    assertThat(printed(out)).contains("\"seconds_below_low\": 1.000000");
    Files.writeString(pressure, host(host, LocalDateTime.of(2026, 11, 24, 0, 0, 20)));
    assertThat(run(replay)).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err))
        .contains("has 2026-11-24T00:00:", "but " + commands + " 2026-11-23T00:00:2")
        .contains("name a file of the same time, or say with --pressure-from where they meet");
  }

  /** A second of commands from 00:00:27 on. */
  private static byte[] fioLog() {
    long millis = LocalDateTime.of(2026, 11, 23, 0, 0, 27).toEpochSecond(ZoneOffset.UTC) * 1000;
    String text = "%d, 1000000, 1, 4096, 0\n%d, 1000000, 1, 4096, 0\n";
    return text.formatted(millis + 1, millis + 500).getBytes(StandardCharsets.UTF_8);
  }

  /** The same, on a machine that had run for 100 s. */
  private static byte[] blktrace() {
    ByteBuffer out = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    long seconds = LocalDateTime.of(2026, 11, 23, 0, 0, 27).toEpochSecond(ZoneOffset.UTC);
    record(out, 100_000_000_000L, 1 | 1 << 26, 8);
    out.putInt((int) seconds).putInt(0);
    record(out, 100_000_001_000L, 7 | 1 << 17 | 1 << 22, 0);
    record(out, 100_001_001_000L, 8 | 1 << 17 | 1 << 23, 0);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void record(ByteBuffer out, long nanos, int action, int extraBytes) {
    out.putInt(0x65617407).putInt(1).putLong(nanos).putLong(2048).putInt(4096).putInt(action);
    out.putInt(1).putInt(8 << 20).putInt(0).putShort((short) 0).putShort((short) extraBytes);
  }

  /** A little is available at first, and less than low five seconds later. */
  private static String host(String kind, LocalDateTime from) {
    StringBuilder text = new StringBuilder();
    if (kind.equals("sar")) {
      text.append("Linux 6.1.0 (gw1) \t%tF \t_x86_64_\t(8 CPU)\n\n".formatted(from));
      text.append("%tT kbmemfree kbavail\n".formatted(from.minusSeconds(5)));
    } else if (kind.equals("pcp")) {
      text.append("Time,\"mem.util.available\"\n");
    }
    for (int i = 0; i <= 2; i++) {
      LocalDateTime at = from.plusSeconds(5L * i);
      int kib = i == 0 ? 240 : 20;
      text.append(
          switch (kind) {
            case "sar" -> "%tT 1 %d\n".formatted(at, kib);
            case "pcp" -> "%1$tF %1$tT UTC,%2$d\n".formatted(at, kib);
            default ->
                "MEM h %d %tF 0:0:0 5 1024 4096 %d 0 0 0 0 0 0 0 0 0 0 0 0\nSEP\n"
                    .replace("%tF", "2026/11/23")
                    .replace("0:0:0", "00:00:00")
                    .formatted(at.toEpochSecond(ZoneOffset.UTC), kib);
          });
    }
    return text.toString();
  }

  private int diff(String... more) {
    List<String> args = new ArrayList<>();
    args.add("diff");
    args.add(folder.resolve("t.csv").toString());
    args.add("--pressure=" + folder.resolve("host.csv"));
    args.addAll(List.of(more));
    if (args.stream().noneMatch(arg -> arg.startsWith("--budget"))) {
      args.add("--budget=trace");
    }
    if (args.stream().noneMatch(arg -> arg.startsWith("--policy"))) {
      args.add("--policy=lru,stock");
    }
    return run(args.toArray(String[]::new));
  }

  /** Of the cuts of each policy, in their order. */
  private List<String> hashes() {
    return Pattern.compile("\"decisions_hash\": (\"[^\"]+\")")
        .matcher(printed(out))
        .results()
        .map(found -> found.group(1))
        .toList();
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
