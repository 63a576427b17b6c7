package org.tcmureclaim.agent.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tcmureclaim.agent.display.ReportQueue.WhenFull;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;

class ReportQueueTest {

  private static NoticeReport notice(int number) {
    return new NoticeReport(NoticeReport.Level.INFO, "n" + number);
  }

  private static List<Report> drained(ReportQueue queue) {
    List<Report> reports = new ArrayList<>();
    queue.drain(reports::add);
    return reports;
  }

  @Test
  void fullQueue_dropsAndSaysSoAtTheEnd() {
    ReportQueue queue = new ReportQueue(2, WhenFull.DROP);
    for (int i = 1; i <= 5; i++) {
      queue.tell(notice(i));
    }
    assertThat(queue.dropped()).isEqualTo(3);
    queue.tell(Reports.summary(false));
    assertThat(drained(queue))
        .containsExactly(
            notice(1),
            notice(2),
            new NoticeReport(
                NoticeReport.Level.WARN,
                "3 reports were dropped because the output could not keep up"),
            Reports.summary(false));
    assertThat(drained(queue)).isEmpty();
  }

  @Test
  void status_onlyTheNewestIsKept_andTakesNoRoom() {
    ReportQueue queue = new ReportQueue(1, WhenFull.DROP);
    queue.tell(Reports.status(1, 1));
    queue.tell(Reports.status(2, 2));
    queue.tell(notice(1));
    assertThat(drained(queue)).containsExactly(notice(1), Reports.status(2, 2));
    assertThat(queue.dropped()).isZero();
  }

  @Test
  @Timeout(60)
  void wait_endsAtOnceWhereAnythingWasTold_andOnceForAllOfIt() throws InterruptedException {
    ReportQueue queue = new ReportQueue(1, WhenFull.DROP);
    List<Runnable> tellers =
        List.of(
            () -> queue.tell(notice(1)),
            () -> queue.tell(Reports.status(1, 1)),
            () -> queue.tell(Reports.summary(false)),
            () -> queue.notices().info("room is made"),
            queue::wake);
    for (Runnable teller : tellers) {
      teller.run();
      teller.run();
      queue.await();
      assertThat(queue.isTold()).isFalse();
    }
  }

  @Test
  void waitingSender_isNotDropped() throws InterruptedException {
    ReportQueue queue = new ReportQueue(1, WhenFull.WAIT);
    Thread sender =
        new Thread(
            () -> {
              for (int i = 1; i <= 100; i++) {
                queue.tell(notice(i));
              }
            });
    sender.start();
    List<Report> reports = new ArrayList<>();
    while (reports.size() < 100) {
      queue.drain(reports::add);
      Thread.onSpinWait();
    }
    sender.join();
    assertThat(reports).hasSize(100).last().isEqualTo(notice(100));
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void abandonedQueue_releasesItsSenderAndForgets() throws InterruptedException {
    ReportQueue queue = new ReportQueue(1, WhenFull.WAIT);
    queue.tell(notice(1));
    Thread sender = new Thread(() -> queue.tell(notice(2)));
    sender.start();
    queue.abandon();
    sender.join();
    queue.tell(notice(3));
    assertThat(drained(queue)).doesNotContain(notice(3));
  }
}
