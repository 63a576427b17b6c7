package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.display.ReportQueue;
import org.tcmureclaim.agent.journal.DecisionJournal;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.TickRing;

/** Numbers of the agent itself, as the decision thread asks for them. */
@Timeout(60)
class RunFiguresTest {
  @TempDir private Path folder;
  private final NotedNotices notices = new NotedNotices();
  private final Workers workers = new Workers(notices);
  private final ReportQueue queue = new ReportQueue(1, ReportQueue.WhenFull.DROP);

  private RunFigures figures(Optional<DecisionJournal> journal) {
    return new RunFigures(
        () -> {
          throw new IllegalStateException("not asked here");
        },
        journal,
        Optional.empty(),
        queue,
        workers);
  }

  @Test
  void lossesAndRestarts_areThoseOfTheRun() throws Exception {
    RunFigures figures = figures(Optional.empty());
    for (int i = 0; i < 3; i++) {
      queue.tell(new NoticeReport(NoticeReport.Level.INFO, "one fits"));
    }
    CountDownLatch failed = new CountDownLatch(1);
    var unused =
        workers.start(
            "broken",
            "fails",
            self -> {
              failed.countDown();
              throw new IllegalStateException("no good");
            });
    failed.await();
    while (figures.workerRestarts() == 0) {
      Thread.onSpinWait();
    }
    assertThat(figures.reportsDropped()).isEqualTo(2);
    assertThat(figures.workerRestarts()).isEqualTo(1);
    assertThat(figures.heapUsedBytes()).isBetween(1L << 20, Runtime.getRuntime().maxMemory());
    assertThat(figures.journalDropped()).isZero();
    assertThat(figures.recorderLostTicks()).isZero();
  }

  @Test
  void asking_allocatesNothing() throws IOException {
    DecisionJournal journal =
        DecisionJournal.open(
            folder.resolve("journal"),
            1,
            1 << 20,
            Long.MAX_VALUE,
            new TickRing(false).reader(false),
            WallClock.OF_MACHINE,
            notices,
            workers);
    RunFigures figures = figures(Optional.of(journal));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long leastBytes = Long.MAX_VALUE;
    long sum = 0;
    for (int span = 0; span < 12; span++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 500; i++) {
        sum += figures.journalDropped() + figures.reportsDropped();
        sum += figures.heapUsedBytes() + figures.workerRestarts();
      }
      leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
    }
    journal.close();
    assertThat(sum).isPositive();
    assertThat(leastBytes).isZero();
  }
}
