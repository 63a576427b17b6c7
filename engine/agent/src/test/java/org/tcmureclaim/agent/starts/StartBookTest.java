package org.tcmureclaim.agent.starts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartBookTest {
  private static final long SECOND_MILLIS = 1_000;

  @TempDir private Path folder;
  private long nowMillis = 1_700_000_000_000L;
  private long pid = 1;

  private StartBook start() {
    nowMillis += SECOND_MILLIS;
    return StartBook.open(folder, nowMillis, ++pid, id -> false);
  }

  private void systemdSaw(String codeAndStatus) throws IOException {
    Files.writeString(folder.resolve("last-end"), codeAndStatus + "\n");
  }

  @Test
  void quickEnds_makeTheNextStartWaitLonger_upToABound() throws IOException {
    long[] waits = new long[12];
    for (int i = 0; i < waits.length; i++) {
      waits[i] = start().waitSeconds();
      systemdSaw("exited 3");
    }
    assertThat(waits).containsExactly(0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60);
    StartBook last = start();
    assertThat(last.startsLastHour()).isEqualTo(13);
    assertThat(last.lastEnd()).isEqualTo("out of memory (code 3)");
    nowMillis += 11 * 60 * SECOND_MILLIS;
    assertThat(start().waitSeconds()).as("they were long ago").isZero();
  }

  @Test
  void endsThatWereAskedFor_neverMakeAStartWait() {
    for (int i = 0; i < 20; i++) {
      StartBook book = start();
      assertThat(book.waitSeconds()).isZero();
      book.endsAsAsked();
    }
    assertThat(start().lastEnd()).isEqualTo("as asked");
  }

  @Test
  void endsOfAClockThatWasAhead_areForgotten() {
    long rightMillis = nowMillis;
    nowMillis += 2 * 60 * 60 * SECOND_MILLIS;
    for (int i = 0; i < 8; i++) {
      start().ends("no good");
    }
    nowMillis = rightMillis;
    StartBook book = start();
    assertThat(book.waitSeconds()).isZero();
    assertThat(book.startsLastHour()).isEqualTo(1);
  }

  @Test
  void errors_areRememberedByTheirWords_onOneLine() {
    start().ends("the decision loop failed: no\ngood");
    assertThat(start().lastEnd()).isEqualTo("the decision loop failed: no good");
  }

  @Test
  void shadow_isLeftOutOnce_afterAnAgentThatRanOutOfMemoryWithIt() throws IOException {
    start().shadowRuns("predictive");
    systemdSaw("exited 3");
    StartBook next = start();
    assertThat(next.shadowLeftOut()).contains("predictive: out of memory (code 3)");
    systemdSaw("exited 70");
    assertThat(start().shadowLeftOut()).isEmpty();
  }

  @Test
  void shadow_runsAgain_afterAKillOrAnEndThatWasAskedFor() throws IOException {
    start().shadowRuns("predictive");
    systemdSaw("killed KILL");
    StartBook next = start();
    assertThat(next.shadowLeftOut()).isEmpty();
    next.shadowRuns("predictive");
    next.endsAsAsked();
    assertThat(start().shadowLeftOut()).isEmpty();
  }

  @Test
  void shadowThatBrokeItsBounds_isLeftOut_andNamed() {
    StartBook book = start();
    book.shadowBroke("loop", "it took more than a tick may take");
    book.ends("its shadow went on without end");
    assertThat(start().shadowLeftOut()).contains("loop: it took more than a tick may take");
  }

  @Test
  void agentThatRuns_isNoBadEnd_andOtherBytesAreNothing() throws IOException {
    StartBook running = start();
    assertThat(running.waitSeconds()).isZero();
    StartBook second = StartBook.open(folder, nowMillis, 999, id -> true);
    assertThat(second.startsLastHour()).isEqualTo(1);
    Files.write(folder.resolve("starts"), new byte[] {(byte) 0xff, 10, 'x', ' ', 'y', 10, 0});
    assertThat(start().startsLastHour()).isEqualTo(1);
    Files.delete(folder.resolve("starts"));
    Files.createDirectory(folder.resolve("starts"));
    assertThat(start().waitSeconds()).isZero();
  }
}
