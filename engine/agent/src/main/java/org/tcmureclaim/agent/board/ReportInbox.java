package org.tcmureclaim.agent.board;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Status;

/**
 * Carries reports from the decision thread to the API; what does not fit is dropped and counted.
 */
public final class ReportInbox {
  private static final int CAPACITY = 1024;

  private final BlockingQueue<Report> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong dropped = new AtomicLong();

  /** Leaves a report. Never waits; a {@link Status} is not for here. */
  public void tell(Report report) {
    if (!(report instanceof Status) && !queue.offer(report)) {
      dropped.incrementAndGet();
    }
  }

  /** Hands over what has come since the last call. Called by one thread. */
  public void drain(Consumer<Report> into) {
    for (Report next = queue.poll(); next != null; next = queue.poll()) {
      into.accept(next);
    }
  }

  /** Reports dropped since the start. */
  public long dropped() {
    return dropped.get();
  }
}
