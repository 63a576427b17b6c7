package org.tcmureclaim.linux.stock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.tcmureclaim.linux.watch.Readings;
import org.tcmureclaim.linux.watch.ReadingsFixture;
import org.tcmureclaim.linux.watch.UsageSource;

/** Plays back readings, one per call; the last one again and again until the deadline "passes". */
final class FakeUsage implements UsageSource {
  private final Deque<Step> steps = new ArrayDeque<>();
  private final List<Long> deadlinesNanos = new ArrayList<>();
  private Runnable beforeEach = () -> {};

  /** One reading, or a deadline that passed, or a wait that only an interrupt ends. */
  private record Step(List<ReadingsFixture.Row> rows, boolean late, boolean endless) {}

  FakeUsage then(ReadingsFixture.Row... rows) {
    steps.add(new Step(List.of(rows), false, false));
    return this;
  }

  FakeUsage thenLate() {
    steps.add(new Step(List.of(), true, false));
    return this;
  }

  FakeUsage thenBlocks() {
    steps.add(new Step(List.of(), false, true));
    return this;
  }

  /** Called at the start of each call. */
  FakeUsage before(Runnable action) {
    this.beforeEach = action;
    return this;
  }

  /** That of each call. */
  List<Long> deadlinesNanos() {
    return deadlinesNanos;
  }

  @Override
  public boolean awaitFresh(Readings into, long deadlineNanos) throws InterruptedException {
    deadlinesNanos.add(deadlineNanos);
    beforeEach.run();
    Step step = steps.remove();
    if (step.endless()) {
      new CountDownLatch(1).await();
    }
    if (!step.late()) {
      ReadingsFixture.fill(into, step.rows());
    }
    return !step.late();
  }
}
