package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.manual.ExitCode;

/** Where few open files are left for an API, the agent runs without one. */
class FewOpenFilesTest {
  private static final int MOST_LEFT = 5;

  @TempDir private Path folder;

  @Test
  void agent_withFewOpenFilesLeft_runsWithoutItsApi_andSaysSo() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            simulated: {luns: 4, memory: 256MiB, speed: max}
            api: {listen: "unix:%s"}
            """
                .formatted(folder.resolve("api.sock")));
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -n 512; exec \"$@\"", "bash"));
    command.addAll(TestJvm.command(List.of(), Agents.class, config.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(told).isZero();
    // A newer JDK has warnings of its own between them.
    List<String> ends = told.lines().filter(line -> line.startsWith("FINE")).toList();
    assertThat(ends).hasSize(MOST_LEFT + 2).first().isEqualTo("FINE, with an API");
    assertThat(told).contains("FINE, no API: the server cannot be started: ", "(ulimit -n)");
    assertThat(ends).last().isEqualTo("FINE, with an API");
  }

  /** Agents one after the other in a process of their own, with ever more open files left. */
  static final class Agents {
    private Agents() {}

    public static void main(String[] args) throws IOException {
      LoadedConfig config = LoadedConfig.load(Path.of(args[0]));
      // Loads all classes, which need open files too.
      hear(new NoticeReport(NoticeReport.Level.WARN, ""), new CopyOnWriteArrayList<>());
      run(config);
      Deque<InputStream> taken = takeAll();
      for (int left = 1; left <= MOST_LEFT; left++) {
        taken.pop().close();
        run(config);
      }
      while (!taken.isEmpty()) {
        taken.pop().close();
      }
      run(config);
    }

    private static Deque<InputStream> takeAll() {
      Deque<InputStream> taken = new ArrayDeque<>();
      try {
        while (true) {
          taken.push(new FileInputStream("/dev/zero"));
        }
      } catch (IOException e) {
        return taken;
      }
    }

    private static void run(LoadedConfig config) {
      List<String> missing = new CopyOnWriteArrayList<>();
      ExitCode code =
          new ReclaimAgent()
              .run(
                  config,
                  new RunOptions(
                      HostKind.SIMULATED, OptionalLong.of(5_000_000_000L), new StopSignal()),
                  report -> hear(report, missing));
      System.out.println(code + ", " + (missing.isEmpty() ? "with an API" : missing.get(0)));
    }

    private static void hear(Report report, List<String> missing) {
      if (report instanceof NoticeReport notice && notice.message().startsWith("no API")) {
        missing.add(notice.message());
      }
    }
  }
}
