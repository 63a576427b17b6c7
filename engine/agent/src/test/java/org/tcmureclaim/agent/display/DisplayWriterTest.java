package org.tcmureclaim.agent.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.display.ReportQueue.WhenFull;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.host.worker.Workers;

class DisplayWriterTest {
  private final ReportQueue queue = new ReportQueue(100, WhenFull.DROP);
  private final Workers workers = new Workers(queue.notices());
  private final CountDownLatch readerGone = new CountDownLatch(1);

  @Test
  void reports_areWrittenWithoutWaitingForTheEnd() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            bytes.write(b);
          }

          @Override
          public void flush() {
            written.countDown();
          }
        };
    DisplayWriter writer = start(out);
    queue.tell(Reports.STARTED);
    assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
    queue.tell(Reports.summary(false));
    writer.end();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("simulated host, 256 devices")
        .contains("summary: 2m10s");
  }

  /** To make one takes an image of all LUNs, twice a second. */
  @Test
  void status_isTakenOnlyWhereItIsShown() {
    DisplayWriter pipe = start(new ByteArrayOutputStream());
    assertThat(queue.takesStatus()).isFalse();
    pipe.end();
    var shownQueue = new ReportQueue(100, WhenFull.DROP);
    var table = new TerminalDisplay(Screen.USUAL, false);
    DisplayWriter terminal =
        DisplayWriter.start(
            workers, shownQueue, table, new ByteArrayOutputStream(), readerGone::countDown, 5);
    assertThat(shownQueue.takesStatus()).isTrue();
    terminal.end();
  }

  @Test
  void threadThatWasInterrupted_writesTheRestAllTheSame() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long never = TimeUnit.DAYS.toMillis(1);
    DisplayWriter writer =
        DisplayWriter.start(workers, queue, new PipeDisplay(), bytes, () -> {}, never);
    queue.tell(Reports.summary(false));
    Thread.currentThread().interrupt();
    writer.end();
    assertThat(Thread.interrupted()).as("it stays so").isTrue();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("summary: 2m10s");
  }

  @Test
  void readerGone_isToldOnce_andNothingMoreIsWritten() throws InterruptedException {
    int[] writes = new int[1];
    OutputStream closedPipe =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            writes[0]++;
            throw new IOException("Broken pipe");
          }
        };
    DisplayWriter writer = start(closedPipe);
    queue.tell(Reports.STARTED);
    assertThat(readerGone.await(30, TimeUnit.SECONDS)).isTrue();
    queue.tell(Reports.summary(false));
    writer.end();
    assertThat(writes[0]).isEqualTo(1);
  }

  @Test
  void displayThatThrowsOnce_isToldOf_andShowsWhatComesAfter() throws InterruptedException {
    CountDownLatch shown = new CountDownLatch(1);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Display faulty =
        new Display() {
          private boolean failed;

          @Override
          public void show(Report report, StringBuilder text) {
            if (!failed) {
              failed = true;
              throw new StackOverflowError("deep");
            }
            text.append(report);
          }

          @Override
          public void end(StringBuilder text) {}
        };
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            lines.write(b);
          }

          @Override
          public void flush() {
            shown.countDown();
          }
        };
    DisplayWriter writer =
        DisplayWriter.start(workers, queue, faulty, out, readerGone::countDown, 5);
    queue.tell(Reports.STARTED);
    assertThat(shown.await(60, TimeUnit.SECONDS)).isTrue();
    writer.end();
    assertThat(lines.toString(StandardCharsets.UTF_8))
        .contains(
            "display (shows what happens) failed and is started again in 1 s; failure 1:"
                + " java.lang.StackOverflowError: deep");
  }

  /** As where classes of the display cannot be loaded while files are short. */
  @Test
  void summaryThatCannotBeShownAtFirst_isShownAtTheEnd_afterWhatWasShownBefore()
      throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    Display faulty =
        display(
            (report, text) -> {
              if (report instanceof Summary && failed.getCount() > 0) {
                text.append("half a line");
                failed.countDown();
                throw new NoClassDefFoundError("made up");
              }
              text.append(report instanceof Summary ? "summary" : "before").append('\n');
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    queue.tell(Reports.STARTED);
    queue.tell(Reports.summary(false));
    DisplayWriter writer = DisplayWriter.start(workers, queue, faulty, bytes, () -> {}, 5);
    assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
    writer.end();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("before\n")
        .contains("summary\n")
        .doesNotContain("half");
  }

  @Test
  void summaryThatCannotBeShown_isNoGoodEnd() {
    Display faulty =
        display(
            (report, text) -> {
              if (report instanceof Summary) {
                throw new NoClassDefFoundError("made up");
              }
              text.append("before\n");
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long never = TimeUnit.DAYS.toMillis(1);
    DisplayWriter writer = DisplayWriter.start(workers, queue, faulty, bytes, () -> {}, never);
    queue.tell(Reports.STARTED);
    queue.tell(Reports.summary(false));
    assertThatThrownBy(writer::end).hasMessage("made up");
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("before\n");
  }

  /** As on a busy machine, where the first report takes seconds, as classes are loaded for it. */
  @Test
  void displayThatIsSlow_isWaitedFor() throws InterruptedException {
    CountDownLatch showing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Display slow =
        display(
            (report, text) -> {
              showing.countDown();
              awaitOf(goOn);
              text.append(report instanceof Summary ? "summary\n" : "");
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DisplayWriter writer = DisplayWriter.start(workers, queue, slow, bytes, () -> {}, 5, 1);
    queue.tell(Reports.STARTED);
    assertThat(showing.await(60, TimeUnit.SECONDS)).isTrue();
    queue.tell(Reports.summary(false));
    Thread ends = new Thread(writer::end);
    ends.start();
    ends.join(200); // Far longer than its patience; nothing is asserted of it.
    goOn.countDown();
    ends.join();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("summary\n");
  }

  @Test
  void readerThatTakesNothing_isGivenUpOn() throws InterruptedException {
    CountDownLatch writes = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    OutputStream stalled =
        new OutputStream() {
          @Override
          public void write(int b) {
            writes.countDown();
            awaitOf(never);
          }
        };
    DisplayWriter writer =
        DisplayWriter.start(workers, queue, new PipeDisplay(), stalled, () -> {}, 5, 1);
    queue.tell(Reports.STARTED);
    assertThat(writes.await(60, TimeUnit.SECONDS)).isTrue();
    writer.end();
    assertThat(never.getCount()).as("it still takes nothing").isEqualTo(1);
  }

  private static void awaitOf(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Display display(BiConsumer<Report, StringBuilder> shows) {
    return shows::accept;
  }

  private DisplayWriter start(OutputStream out) {
    return DisplayWriter.start(workers, queue, new PipeDisplay(), out, readerGone::countDown, 5);
  }
}
