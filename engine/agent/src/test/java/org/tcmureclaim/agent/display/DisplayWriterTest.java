package org.tcmureclaim.agent.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.display.ReportQueue.WhenFull;
import org.tcmureclaim.agent.report.Report;
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

  private DisplayWriter start(OutputStream out) {
    return DisplayWriter.start(workers, queue, new PipeDisplay(), out, readerGone::countDown, 5);
  }
}
