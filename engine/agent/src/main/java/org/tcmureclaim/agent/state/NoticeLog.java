package org.tcmureclaim.agent.state;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;

/**
 * Keeps the newest notices, and passes all reports on. No lock: the decision thread tells notices
 * too, and a reader must not hold it up.
 */
public final class NoticeLog implements Console {
  private static final int KEPT = 32;
  private static final int MOST_CHARACTERS = 4_000;

  private final AtomicReferenceArray<@Nullable Notice> kept = new AtomicReferenceArray<>(KEPT);
  private final AtomicLong told = new AtomicLong();
  private final Console next;
  private final WallClock clock;

  /**
   * Keeps none yet.
   *
   * @param next gets each report
   */
  public NoticeLog(Console next, WallClock clock) {
    this.next = next;
    this.clock = clock;
  }

  @Override
  public void tell(Report report) {
    if (report instanceof NoticeReport notice) {
      keep(notice);
    }
    next.tell(report);
  }

  private void keep(NoticeReport report) {
    long number = told.incrementAndGet();
    Notice notice = new Notice(number, clock.epochMillis(), report.level(), cut(report.message()));
    // A thread that was overtaken by 32 others must not put its older notice in place of a newer.
    var unused =
        kept.accumulateAndGet(
            (int) (number % KEPT),
            notice,
            (before, fresh) -> before == null || before.number() < number ? fresh : before);
  }

  private static String cut(String message) {
    return message.length() <= MOST_CHARACTERS
        ? message
        : message.substring(0, MOST_CHARACTERS) + "…";
  }

  @Override
  public boolean takesStatus() {
    return next.takesStatus();
  }

  @Override
  public long dropped() {
    return next.dropped();
  }

  /** The newest notices, the oldest of them first. */
  public List<Notice> newest() {
    return IntStream.range(0, KEPT)
        .mapToObj(kept::get)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(Notice::number))
        .toList();
  }
}
