package org.tcmureclaim.linux.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.shim.Poller;
import org.tcmureclaim.shim.ProcessFd;
import org.tcmureclaim.snapshot.HandlerEnd;

class ProcessStatTest {
  private static final int FIELDS_BEFORE_EXIT_CODE = 48;

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "0, ORDERLY",
    "1, ORDERLY",
    "2, ORDERLY",
    "15, ORDERLY",
    "7, FAULT",
    "11, FAULT",
    "139, FAULT",
    "135, FAULT",
    "256, UNEXPECTED",
    "6, UNEXPECTED",
    "9, UNEXPECTED",
  })
  void statusOfAZombie_saysHowItEnded(int status, HandlerEnd end) {
    assertThat(end(stat("tcmu-runner", 'Z', status))).isEqualTo(end);
  }

  @Test
  void processThatGoesOn_orWhoseEndCannotBeRead_isUnexpected() {
    assertThat(end(stat("tcmu-runner", 'S', 0))).isEqualTo(HandlerEnd.UNEXPECTED);
    assertThat(end("")).isEqualTo(HandlerEnd.UNEXPECTED);
    assertThat(end("4321 (a) Z 1 2")).isEqualTo(HandlerEnd.UNEXPECTED);
    assertThat(end("4321 (a)")).isEqualTo(HandlerEnd.UNEXPECTED);
  }

  /** Any process can call itself anything. */
  @ParameterizedTest
  @ValueSource(strings = {") Z 0", "a b", ") S 1 (", "((("})
  void name_isNotTakenForFields(String name) {
    assertThat(end(stat(name, 'Z', 11))).isEqualTo(HandlerEnd.FAULT);
  }

  /** Real processes, whose parent never takes note of their end. */
  @ParameterizedTest(name = "SIG{0} is {1}")
  @CsvSource({"TERM, ORDERLY", "SEGV, FAULT", "BUS, FAULT", "KILL, UNEXPECTED"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void realProcess_isReadyWhenItHasEnded_andShowsHow(String signal, HandlerEnd end)
      throws Exception {
    Process parent =
        new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000").start();
    try (BufferedReader told = output(parent)) {
      int pid = Integer.parseInt(told.readLine());
      try (ProcessFd process = ProcessFd.open(pid);
          ProcessStat stat = ProcessStat.open(Path.of("/proc", Integer.toString(pid)))) {
        Poller poller = new Poller(List.of(process));
        assertThat(poller.await(0)).isZero();
        run("sh", "-c", "kill -" + signal + " " + pid);
        assertThat(poller.await(-1)).isEqualTo(1);
        assertThat(poller.isReady(0)).isTrue();
        assertThat(stat.end()).isEqualTo(end);
      }
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  /** Its parent was faster. */
  @Test
  void processOfWhichNothingIsLeft_isUnexpected() throws Exception {
    Process process = new ProcessBuilder("sleep", "1000").start();
    try (ProcessStat stat = ProcessStat.open(Path.of("/proc", Long.toString(process.pid())))) {
      process.destroy();
      process.waitFor();
      assertThat(stat.end()).isEqualTo(HandlerEnd.UNEXPECTED);
    }
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static String stat(String name, char state, int status) {
    return "4321 ("
        + name
        + ") "
        + state
        + " 1".repeat(FIELDS_BEFORE_EXIT_CODE)
        + " "
        + status
        + "\n";
  }

  private static HandlerEnd end(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ProcessStat.end(bytes, bytes.length);
  }
}
