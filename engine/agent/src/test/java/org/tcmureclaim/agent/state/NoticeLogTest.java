package org.tcmureclaim.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;

class NoticeLogTest {
  private final List<Report> told = new ArrayList<>();
  private final NoticeLog log =
      new NoticeLog(
          new Console() {
            @Override
            public void tell(Report report) {
              told.add(report);
            }

            @Override
            public long dropped() {
              return 7;
            }
          },
          () -> 55);

  private void tell(NoticeReport.Level level, String message) {
    log.tell(new NoticeReport(level, message));
  }

  @Test
  void newest32_areKept_theOldestFirst() {
    IntStream.rangeClosed(1, 100).forEach(i -> tell(NoticeReport.Level.INFO, "notice " + i));
    List<Notice> newest = log.newest();
    assertThat(newest).hasSize(32);
    assertThat(newest.get(0)).isEqualTo(new Notice(69, 55, NoticeReport.Level.INFO, "notice 69"));
    assertThat(newest.get(31).number()).isEqualTo(100);
    assertThat(newest).extracting(Notice::number).isSorted();
  }

  @Test
  void allReports_arePassedOn_andOnlyNoticesAreKept() {
    Report device = new DeviceChange(DeviceChange.Event.ADDED, "user_0/a", 1, "gold", 0);
    log.tell(device);
    tell(NoticeReport.Level.WARN, "hot");
    assertThat(told).containsExactly(device, new NoticeReport(NoticeReport.Level.WARN, "hot"));
    assertThat(log.newest()).containsExactly(new Notice(1, 55, NoticeReport.Level.WARN, "hot"));
    assertThat(log.dropped()).isEqualTo(7);
  }

  @Test
  void longMessage_isCut() {
    tell(NoticeReport.Level.WARN, "x".repeat(1 << 20));
    assertThat(log.newest().get(0).message()).hasSize(4_001).endsWith("…");
  }
}
