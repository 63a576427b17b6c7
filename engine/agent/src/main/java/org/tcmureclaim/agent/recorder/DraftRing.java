package org.tcmureclaim.agent.recorder;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The drafts between the decision thread and the writer: so many and no more, which bounds what a
 * slow disk can take of the memory. Neither end ever waits for room.
 */
final class DraftRing {
  private static final int DRAFTS = 8;

  private final BlockingQueue<TickDraft> free = new ArrayBlockingQueue<>(DRAFTS);
  private final BlockingQueue<TickDraft> filled = new ArrayBlockingQueue<>(DRAFTS);
  private final AtomicLong lostTicks = new AtomicLong();

  /** One of the drafts is with the decision thread from the beginning. */
  DraftRing() {
    for (int i = 1; i < DRAFTS; i++) {
      free.add(new TickDraft());
    }
  }

  /** A draft to fill; null where all are with the writer. */
  @Nullable TickDraft takeFree() {
    return free.poll();
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
    free.add(draft);
  }

  /** Whether the writer has nothing left to take. */
  boolean isDrained() {
    return filled.isEmpty();
  }

  /** Drafts that are with the writer. */
  int waiting() {
    return DRAFTS - 1 - free.size();
  }

  /** A tick will not be written. */
  void lose() {
    lostTicks.incrementAndGet();
  }

  long lostTicks() {
    return lostTicks.get();
  }
}
