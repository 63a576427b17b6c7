package org.tcmureclaim.agent.recorder;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The drafts between the decision thread and the writer: so many and no more, which bounds what a
 * slow disk can take of the memory. Neither end ever waits for room. While memory is short the
 * writer may stand still for seconds, and those are the ticks that a recording is there for; the
 * draft given back last is taken first, so that most stay small as long as it keeps up.
 */
final class DraftRing {
  private static final int DRAFTS = 32;

  private final TickDraft[] free = new TickDraft[DRAFTS - 1];
  private final BlockingQueue<TickDraft> filled = new ArrayBlockingQueue<>(DRAFTS);
  private final AtomicLong lostTicks = new AtomicLong();
  private int freeCount = DRAFTS - 1;

  /** One of the drafts is with the decision thread from the beginning. */
  DraftRing() {
    Arrays.setAll(free, i -> new TickDraft());
  }

  /** A draft to fill; null where all are with the writer. */
  synchronized @Nullable TickDraft takeFree() {
    return freeCount == 0 ? null : free[--freeCount];
  }

  /** Hands a draft to the writer. */
  void hand(TickDraft draft) {
    filled.add(draft);
  }

  /** The next draft to write; null where none came for so long. */
  @Nullable TickDraft next(long patienceMillis) throws InterruptedException {
    return filled.poll(patienceMillis, TimeUnit.MILLISECONDS);
  }

  /** A draft has been written. */
  void giveBack(TickDraft draft) {
    draft.clear();
    synchronized (this) {
      free[freeCount++] = draft;
    }
  }

  /** Whether the writer has nothing left to take. */
  boolean isDrained() {
    return filled.isEmpty();
  }

  /** Drafts that are with the writer. */
  synchronized int waiting() {
    return DRAFTS - 1 - freeCount;
  }

  /** This number of ticks will not be written. */
  void lose(long ticks) {
    lostTicks.addAndGet(ticks);
  }

  long lostTicks() {
    return lostTicks.get();
  }
}
