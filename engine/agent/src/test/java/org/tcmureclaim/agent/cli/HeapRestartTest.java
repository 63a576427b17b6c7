package org.tcmureclaim.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.manual.ExitCode;

class HeapRestartTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void commandLine_hasTheNewHeap_andAllElseAsBefore() throws IOException {
    assertThat(
            HeapRestart.command(
                List.of(
                    "java", "-Xms24m", "-Xmx24m", "-Xmn6m", "-Xmn9m", "-cp", "a:b", "Main",
                    "-Xms1m"),
                96))
        .containsExactly(
            "java",
            "-Xms96m",
            "-Xmx96m",
            "-Xmn12m",
            "-Xmn9m",
            "-Dtcmureclaim.heap.asked=96",
            "-cp",
            "a:b",
            "Main",
            "-Xms1m");
  }

  @Test
  void secondRestart_asksForTheNewestOnly() throws IOException {
    List<String> first = HeapRestart.command(List.of("java", "-cp", "a", "Main"), 48);
    assertThat(HeapRestart.command(first, 96))
        .isEqualTo(HeapRestart.command(List.of("java", "-cp", "a", "Main"), 96));
  }

  @Test
  void processOfAnotherLauncher_isNoneToRestart() {
    assertThatThrownBy(() -> HeapRestart.command(List.of("java", "-jar", "a.jar"), 96))
        .isInstanceOf(IOException.class);
  }

  /** Surefire's own Java has no class path on its command line, or one that leads elsewhere. */
  @Test
  void restartThatFails_isSaid_andTheRunGoesOnWithTheHeapThereIs() {
    List<HeapChoice> choices = new ArrayList<>();
    HeapRestart restart =
        new HeapRestart(
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new HeapChoice(true, 0, 0),
            command -> {
              throw new IOException("no such file");
            });
    ExitCode code =
        restart.of(
            choice -> {
              choices.add(choice);
              if (choice.allows(96)) {
                throw new LargerHeap(96, "many LUNs");
              }
              return ExitCode.FINE;
            });
    assertThat(code).isEqualTo(ExitCode.FINE);
    assertThat(choices).containsExactly(new HeapChoice(true, 0, 0), HeapChoice.FIXED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no restart with 96 MiB of heap: ", "; going on with the heap there is");
  }

  @Test
  void heapThatWasAskedFor_isNotAskedForAgain() {
    HeapChoice asked = choice("free", "96");
    assertThat(asked.allows(96)).isFalse();
    assertThat(asked.allows(104)).isTrue();
    assertThat(choice("free", "").allows(40)).isTrue();
    assertThat(choice("96m", "").allows(1024)).isFalse();
    assertThat(choice("", "").allows(1024)).isFalse();
  }

  @Test
  void heapOfAnOperator_isKnown() {
    assertThat(choice("free", "").givenBytes()).isEmpty();
    assertThat(choice("96m", "").givenBytes()).hasValue(93L << 20);
    assertThat(choice("1G", "").givenBytes()).hasValue(1021L << 20);
    assertThat(choice("options", "").givenBytes()).hasValue(Runtime.getRuntime().maxMemory());
  }

  private static HeapChoice choice(String heap, String asked) {
    Map<String, String> properties =
        Map.of("tcmureclaim.heap", heap, "tcmureclaim.heap.asked", asked);
    return HeapChoice.of(name -> properties.getOrDefault(name, ""));
  }
}
